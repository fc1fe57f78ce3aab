export { type EmbeddedEngines, joinEmbeddedEngines, type JoinOptions } from './embedded-engines.ts';
