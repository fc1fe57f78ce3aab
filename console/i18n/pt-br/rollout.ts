/** Como uma versão assume: na página de implantações e na política. */
export const rollout = {
  steps: 'Passos',
  shadow: 'Sombra',
  of: '{{share}} das conversas',
  passed: 'concluído em {{at}}',
  present: 'desde {{at}}',
  ahead: 'pelo menos {{minutes}} min e {{voices}} opiniões',
  test: 'Ela é pior para os usuários?',
  figures: 'ajudou em {{rate}} de {{voices}} conversas; a campeã em {{championRate}} de {{championVoices}}',
  answered:
    'respondeu de imediato a {{rate}} de {{conversations}} conversas; a campeã, a {{championRate}} de {{championConversations}}',
  pValue: 'p = {{value}}; abaixo de {{threshold}} ela é revertida',
  concurrent: 'Ao lado da campeã, conversas da mesma época.',
  afterwards: 'Contra o que esteve em serviço na semana anterior a ela. Observada até {{until}}.',
  alarmed: 'Revertida em {{at}}: os usuários gostam menos dela, ou ela responde menos.',
  unheard: 'Como sombra, concordou com a campeã em {{agreement}} de {{turns}} turnos.',
  faults: 'Processos que não conseguem servi-la; enquanto isso ela não avança.',
  plan: 'Como um canário cresce',
  planHint:
    'Vale quando a entrada no ar é gradual e para toda versão que a política aprova. As entradas em andamento mantêm o plano com que começaram.',
  share: 'Fração das conversas, %',
  minutes: 'Duração mínima, minutos',
  voices: 'Mínimo de opiniões',
  add: 'Adicionar passo',
  remove: 'Remover o passo {{number}}',
  last: 'depois, todas as conversas',
  withShadow: 'Começar como sombra',
  withShadowHint:
    'Enquanto durar o primeiro passo, a versão interpreta o que a campeã responde, e não responde a ninguém.',
  watch: 'Observar depois, dias',
  watchHint:
    'A versão volta sozinha se os usuários gostarem menos dela que do que havia na semana anterior, ou se responder menos. 0: não é observada.',
  save: 'Salvar plano',
  saved: 'O plano está salvo',
};

/** O que está no ar, e esteve. */
export const deployments = {
  title: 'Implantações',
  lead: 'O que está no ar, e o que já esteve.',
  now: 'No ar agora',
  none: 'Nenhuma versão no ar ainda',
  noneHint: 'Aprove uma versão; a primeira assume na hora.',
  earlier: 'Histórico',
  earlierNone: 'Nada esteve no ar ainda.',
  tookOver: 'A versão {{number}} assumiu',
  wentBack: 'Voltou à versão {{number}}',
  rollBack: 'Reverter',
  rollBackTitle: 'Reverter da versão {{from}} para a versão {{to}}',
  rollBackCanaryTitle: 'Encerrar o canário da versão {{from}}',
  rollBackText:
    'A partir do próximo turno, a versão {{to}} volta a responder. A versão {{from}} fica marcada como revertida, e os treinos automáticos descansam por um tempo.',
  rollBackCanaryText:
    'A partir do próximo turno, a versão {{to}} volta a responder a todos. O canário, versão {{from}}, fica marcado como revertido.',
  reason: 'Por quê?',
  reasonHint: 'O motivo fica guardado com a implantação.',
  confirm: 'Sim, reverter para a versão {{to}}',
  rolledBack: 'A versão {{number}} está no ar de novo',
  noTarget: 'Não há versão anterior para a qual voltar.',
  share: 'Parte das conversas',
};
