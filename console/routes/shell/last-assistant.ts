const KEY = 'malha.assistant';

/** The assistant looked at last on this device, for an address that names none. */
export const lastAssistant = {
  read: (): string | null => localStorage.getItem(KEY),
  keep: (assistantId: string): void => localStorage.setItem(KEY, assistantId),
};
