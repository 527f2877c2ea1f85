/** More than the kernels and a proxy between two ends take while the reader does not read, in bytes of one letter each. */
export const MORE_THAN_IS_BUFFERED = Buffer.alloc(4 * 1024 * 1024, 'x');
