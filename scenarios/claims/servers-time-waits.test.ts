import { claim, expect, type Lab, type LabHost, type Server, type TcpState } from 'halfclose';
