/** A refusal that the API answers with `{"error": …, "status": …}`. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

type Thing = 'proxy' | 'toxic';

export const notFound = (what: Thing) => new ApiError(404, `${what} not found`);
export const alreadyExists = (what: Thing) => new ApiError(409, `${what} already exists`);
export const missingField = (name: string) => new ApiError(400, `missing required field: ${name}`);
export const badBody = (why: string) => new ApiError(400, `bad request body: ${why}`);
