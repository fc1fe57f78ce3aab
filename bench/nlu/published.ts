/** What others published, with the source. */
export const PUBLISHED: readonly string[] = [
  '## Published',
  '',
  'CLINC150 “Full”, trained with the out-of-scope utterances, in-scope accuracy / out-of-scope recall, % (Larson et al., EMNLP 2019):',
  '',
  '| | as one more intent | by a threshold |',
  '|---|---|---|',
  '| FastText | 89.0 / 9.7 | – |',
  '| SVM | 91.0 / 14.5 | 88.2 / 18.0 |',
  '| CNN | 91.2 / 18.9 | – |',
  '| DialogFlow | 91.7 / 14.0 | 90.8 / 26.7 |',
  '| Rasa | 91.5 / 45.3 | 90.9 / 31.2 |',
  '| MLP on pretrained sentence vectors (USE) | 93.5 / 47.4 | 93.4 / 49.1 |',
  '| BERT | 96.9 / 40.3 | 96.2 / 52.3 |',
  '',
  'BANKING77 (Casanueva et al., 2020): USE 92.8, ConveRT 93.0, BERT tuned 93.7. The pretrained ones have read more than the training rows; ours has not.',
];
