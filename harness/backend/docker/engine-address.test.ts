import { describe, expect, test } from '@jest/globals';
import { engineAddress } from './engine-address.ts';

describe('engineAddress', () => {
  const system = '/var/run/docker.sock';
  const rootless = '/run/user/1000/docker.sock';

  test.each([
    { there: [system, rootless], chosen: system },
    { there: [rootless], chosen: rootless },
    { there: [], chosen: system },
  ])('without DOCKER_HOST, of $there it is $chosen', ({ there, chosen }) => {
    const address = engineAddress({ XDG_RUNTIME_DIR: '/run/user/1000' }, (file) =>
      there.includes(String(file)),
    );
    expect(address.connection).toEqual({ socketPath: chosen });
  });

  test.each([undefined, ''])('without DOCKER_HOST (%p) is the system socket', (DOCKER_HOST) => {
    expect(engineAddress({ DOCKER_HOST })).toEqual({
      where: 'unix:///var/run/docker.sock',
      connection: { socketPath: '/var/run/docker.sock' },
    });
  });

  test.each([
    ['unix:///run/user/1000/docker.sock', { socketPath: '/run/user/1000/docker.sock' }],
    [
      'tcp://engine.example',
      { protocol: 'http', host: 'engine.example', port: 2375, certificates: undefined },
    ],
    ['tcp://10.1.2.3:4567', { protocol: 'http', host: '10.1.2.3', port: 4567, certificates: undefined }],
    ['tcp://[fd00::7]:2375', { protocol: 'http', host: 'fd00::7', port: 2375, certificates: undefined }],
    [
      'https://engine.example:444',
      { protocol: 'https', host: 'engine.example', port: 444, certificates: undefined },
    ],
  ])('reads %s', (DOCKER_HOST, connection) => {
    expect(engineAddress({ DOCKER_HOST })).toEqual({ where: DOCKER_HOST, connection });
  });

  test('DOCKER_TLS_VERIFY turns tcp into TLS with the given certificates', () => {
    const environment = {
      DOCKER_HOST: 'tcp://engine.example',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: '/certs',
    };
    expect(engineAddress(environment).connection).toEqual({
      protocol: 'https',
      host: 'engine.example',
      port: 2376,
      certificates: '/certs',
    });
  });

  test.each(['ssh://engine.example', 'engine.example:2375', 'tcp://', 'nonsense'])(
    '%s is no address',
    (DOCKER_HOST) => {
      expect(engineAddress({ DOCKER_HOST })).toEqual({ where: DOCKER_HOST, connection: undefined });
    },
  );
});
