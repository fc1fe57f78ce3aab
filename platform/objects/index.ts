export { createObjectStore, type ObjectStore, ObjectExists, ObjectMissing } from './object-store.ts';
