/** The parts of what Jest tells its reporters that are read. */
export interface TestFile {
  readonly path: string;
}

export interface CaseStart {
  readonly fullName: string;
}

export interface CaseResult extends CaseStart {
  readonly status: string;
}

export interface FileResult {
  readonly numFailingTests: number;
}

export interface Results {
  readonly numTotalTestSuites: number;
  readonly testResults: readonly { readonly testResults: readonly CaseResult[] }[];
}
