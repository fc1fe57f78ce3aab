/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation RecordAnswerCopied($input: RecordSignalInput!) {\n    recordSignal(input: $input) {\n      errors {\n        code\n      }\n    }\n  }\n": typeof types.RecordAnswerCopiedDocument,
    "\n  mutation StartConversation($input: StartConversationInput!) {\n    startConversation(input: $input) {\n      conversation {\n        id\n      }\n      conversationToken\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.StartConversationDocument,
    "\n  fragment TalkTurn on Turn {\n    id\n    index\n    ...TurnView_turn\n  }\n": typeof types.TalkTurnFragmentDoc,
    "\n  query TalkConversation($id: ID!, $language: String!) {\n    conversation(id: $id) {\n      id\n      assistant {\n        id\n        name\n        intentOptions(language: $language) {\n          intent\n          label\n        }\n      }\n      turns(last: 100) {\n        edges {\n          node {\n            id\n            ...TalkTurn\n          }\n        }\n      }\n    }\n  }\n": typeof types.TalkConversationDocument,
    "\n  subscription TalkTurnAdded($conversationId: ID!, $after: Int) {\n    turnAdded(conversationId: $conversationId, after: $after) {\n      id\n      ...TalkTurn\n    }\n  }\n": typeof types.TalkTurnAddedDocument,
    "\n  fragment TurnFeedback_turn on Turn {\n    id\n    interpretation {\n      intent\n      ranking {\n        intent\n      }\n    }\n    feedback {\n      id\n      at\n      source\n      verdict\n      status\n      supersededBy\n      correctedIntent\n      correctedAnswer\n      comment\n      fate {\n        modelVersion {\n          id\n          number\n        }\n      }\n    }\n  }\n": typeof types.TurnFeedback_TurnFragmentDoc,
    "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SubmitFeedbackDocument,
    "\n  mutation RetractFeedback($input: RetractFeedbackInput!) {\n    retractFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RetractFeedbackDocument,
    "\n  fragment TurnView_turn on Turn {\n    id\n    utterance\n    reply {\n      kind\n      text\n      options {\n        intent\n        label\n      }\n      citations {\n        title\n        url\n        passage\n        fetchedAt\n        pageSnapshotId\n      }\n    }\n    tags {\n      id\n      name\n    }\n    modelVersion {\n      id\n      number\n    }\n    ...TurnFeedback_turn\n  }\n": typeof types.TurnView_TurnFragmentDoc,
    "\n  mutation SendMessage($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      turn {\n        id\n        ...TalkTurn\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SendMessageDocument,
    "\n  fragment DeploymentEvent_deployment on Deployment {\n    state\n    createdAt\n    isRollBack\n    reason\n    requestedBy\n    modelVersion {\n      id\n      number\n    }\n  }\n": typeof types.DeploymentEvent_DeploymentFragmentDoc,
    "\n  query DeploymentsPage($assistantId: ID!, $after: String) {\n    modelVersions(assistantId: $assistantId, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          number\n          state\n          deployments {\n            id\n            createdAt\n            ...DeploymentEvent_deployment\n            ...Rollout_deployment\n          }\n          ...ServingVersion_version\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.DeploymentsPageDocument,
    "\n  mutation RollBackDeployment($input: RollBackDeploymentInput!) {\n    rollBackDeployment(input: $input) {\n      deployment {\n        id\n        modelVersion {\n          id\n          number\n        }\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RollBackDeploymentDocument,
    "\n  fragment Rollout_deployment on Deployment {\n    steps {\n      share\n      minimumMinutes\n      minimumVoices\n      startedAt\n      passedAt\n    }\n    test {\n      isConcurrent\n      pValue\n      threshold\n      voices\n      helpfulRate\n      championVoices\n      championHelpfulRate\n      conversations\n      answeredRate\n      championConversations\n      championAnsweredRate\n      until\n      alarmedAt\n    }\n    shadow {\n      turns\n      agreement\n    }\n    faults {\n      processId\n      message\n    }\n  }\n": typeof types.Rollout_DeploymentFragmentDoc,
    "\n  fragment ServingVersion_version on ModelVersion {\n    id\n    assistantId\n    number\n    state\n    trafficShare\n  }\n": typeof types.ServingVersion_VersionFragmentDoc,
    "\n  mutation CreateEntityType($input: CreateEntityTypeInput!) {\n    createEntityType(input: $input) {\n      entityType {\n        id\n        name\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CreateEntityTypeDocument,
    "\n  fragment DefinitionForm_entityType on EntityType {\n    id\n    name\n    kind\n    values {\n      value\n      synonyms\n      language\n    }\n    pattern\n    builtIn\n  }\n": typeof types.DefinitionForm_EntityTypeFragmentDoc,
    "\n  query EntityTypeEditor($id: ID!) {\n    entityType(id: $id) {\n      ...DefinitionForm_entityType\n    }\n  }\n": typeof types.EntityTypeEditorDocument,
    "\n  mutation UpdateEntityType($input: UpdateEntityTypeInput!) {\n    updateEntityType(input: $input) {\n      entityType {\n        id\n        name\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.UpdateEntityTypeDocument,
    "\n  fragment EntityTypeRow_entityType on EntityType {\n    id\n    name\n    kind\n    valueCount\n    pattern\n    builtIn\n    annotatedCount\n  }\n": typeof types.EntityTypeRow_EntityTypeFragmentDoc,
    "\n  mutation DeleteEntityType($input: DeleteEntityTypeInput!) {\n    deleteEntityType(input: $input) {\n      entityTypeId\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.DeleteEntityTypeDocument,
    "\n  query EntitiesPage($assistantId: ID!) {\n    entityTypes(assistantId: $assistantId, first: 100) {\n      edges {\n        node {\n          id\n          ...EntityTypeRow_entityType\n        }\n      }\n    }\n  }\n": typeof types.EntitiesPageDocument,
    "\n  query TryOut($assistantId: ID!, $text: String!) {\n    entitySpans(assistantId: $assistantId, text: $text) {\n      ...MarkedText_span\n    }\n  }\n": typeof types.TryOutDocument,
    "\n  fragment Fate_feedback on Feedback {\n    status\n    fate {\n      datasetSnapshotId\n      modelVersion {\n        id\n        number\n      }\n      removedInVersion {\n        id\n        number\n      }\n    }\n  }\n": typeof types.Fate_FeedbackFragmentDoc,
    "\n  fragment FeedbackRow_feedback on Feedback {\n    id\n    at\n    verdict\n    source\n    signal\n    status\n    utterance\n    predictedIntent\n    correctedIntent\n    correctedAnswer\n    comment\n    turn {\n      id\n      reply {\n        text\n      }\n      interpretation {\n        entities {\n          ...MarkedText_span\n        }\n      }\n    }\n    ...Fate_feedback\n    ...Review_feedback\n  }\n": typeof types.FeedbackRow_FeedbackFragmentDoc,
    "\n  query FeedbackPage($filter: FeedbackFilter!, $first: Int!, $after: String) {\n    feedbackHistory(filter: $filter, first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ...FeedbackRow_feedback\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n": typeof types.FeedbackPageDocument,
    "\n  query FeedbackPageIntents($assistantId: ID!) {\n    assistant(id: $assistantId) {\n      id\n      intentOptions {\n        intent\n      }\n    }\n  }\n": typeof types.FeedbackPageIntentsDocument,
    "\n  subscription FeedbackPageRecorded($assistantId: ID!) {\n    feedbackRecorded(assistantId: $assistantId) {\n      id\n      status\n    }\n  }\n": typeof types.FeedbackPageRecordedDocument,
    "\n  fragment Review_feedback on Feedback {\n    id\n    status\n    verdict\n    correctedIntent\n    predictedIntent\n  }\n": typeof types.Review_FeedbackFragmentDoc,
    "\n  mutation ReviewFeedback($input: ReviewFeedbackInput!) {\n    reviewFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ReviewFeedbackDocument,
    "\n  fragment Why_explanation on Explanation {\n    intent {\n      intent\n    }\n    runnerUp {\n      intent\n    }\n    contributions {\n      feature\n      kind\n      forIntent\n      forRunnerUp\n    }\n    networkShare\n  }\n": typeof types.Why_ExplanationFragmentDoc,
    "\n  query Why($turnId: ID!) {\n    explanation(turnId: $turnId) {\n      ...Why_explanation\n    }\n  }\n": typeof types.WhyDocument,
    "\n  fragment ChampionPanel_assistant on Assistant {\n    champion {\n      id\n      number\n      state\n      createdAt\n      evaluation {\n        accuracy {\n          value\n          low\n          high\n        }\n        macroF1\n      }\n    }\n  }\n": typeof types.ChampionPanel_AssistantFragmentDoc,
    "\n  fragment FeedbackPanel_query on Query {\n    feedbackStatistics(filter: $filter, groupBy: DAY) {\n      key\n      count\n      helpful\n      unhelpful\n      corrections\n    }\n  }\n": typeof types.FeedbackPanel_QueryFragmentDoc,
    "\n  query OverviewPage($assistantId: ID!, $filter: FeedbackFilter!, $withFeedback: Boolean!) {\n    assistant(id: $assistantId) {\n      id\n      name\n      ...ChampionPanel_assistant\n    }\n    modelVersions(assistantId: $assistantId, first: 20) {\n      ...PendingPanel_versions\n    }\n    trainingRuns(assistantId: $assistantId, first: 5) {\n      ...RunningPanel_runs\n    }\n    ...FeedbackPanel_query @include(if: $withFeedback)\n  }\n": typeof types.OverviewPageDocument,
    "\n  fragment PendingPanel_versions on ModelVersionConnection {\n    edges {\n      node {\n        id\n        number\n        state\n        createdAt\n        evaluation {\n          verdict\n          difference {\n            value\n          }\n        }\n      }\n    }\n  }\n": typeof types.PendingPanel_VersionsFragmentDoc,
    "\n  fragment RunningPanel_run on TrainingRun {\n    id\n    reason\n    state\n    progress\n  }\n": typeof types.RunningPanel_RunFragmentDoc,
    "\n  fragment RunningPanel_runs on TrainingRunConnection {\n    edges {\n      node {\n        id\n        sequence\n        state\n        ...RunRow_run\n        ...RunningPanel_run\n      }\n    }\n  }\n": typeof types.RunningPanel_RunsFragmentDoc,
    "\n  fragment CanaryPlanForm_plan on CanaryPlan {\n    steps {\n      share\n      minimumMinutes\n      minimumVoices\n    }\n    withShadow\n    watchMinutes\n  }\n": typeof types.CanaryPlanForm_PlanFragmentDoc,
    "\n  mutation SetCanaryPlan($input: SetCanaryPlanInput!) {\n    setCanaryPlan(input: $input) {\n      canaryPlan {\n        ...CanaryPlanForm_plan\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SetCanaryPlanDocument,
    "\n  query PolicyPage($assistantId: ID!) {\n    retrainPolicy(assistantId: $assistantId) {\n      assistantId\n      restingUntil\n      ...PolicyForm_policy\n    }\n    canaryPlan(assistantId: $assistantId) {\n      ...CanaryPlanForm_plan\n    }\n  }\n": typeof types.PolicyPageDocument,
    "\n  fragment PolicyForm_policy on RetrainPolicy {\n    assistantId\n    cron\n    timeZone\n    volume\n    debounceMinutes\n    approval\n    rollout\n    acceptance\n    twoPersons\n    recipe\n    encoder\n    warmStart\n    trialCount\n    trialBudgetSeconds\n    newLabels\n    nextScheduledAt\n  }\n": typeof types.PolicyForm_PolicyFragmentDoc,
    "\n  mutation SetRetrainPolicy($input: SetRetrainPolicyInput!) {\n    setRetrainPolicy(input: $input) {\n      retrainPolicy {\n        assistantId\n        ...PolicyForm_policy\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SetRetrainPolicyDocument,
    "\n  mutation CancelTrainingRun($input: CancelTrainingRunInput!) {\n    cancelTrainingRun(input: $input) {\n      trainingRun {\n        id\n        state\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.CancelTrainingRunDocument,
    "\n  fragment LogTail_run on TrainingRun {\n    log(last: 200)\n  }\n": typeof types.LogTail_RunFragmentDoc,
    "\n  fragment MadeVersion_run on TrainingRun {\n    assistantId\n    modelVersion {\n      id\n      number\n      state\n      evaluation {\n        verdict\n      }\n    }\n  }\n": typeof types.MadeVersion_RunFragmentDoc,
    "\n  fragment Metrics_run on TrainingRun {\n    metrics(last: 400) {\n      name\n      step\n      value\n    }\n  }\n": typeof types.Metrics_RunFragmentDoc,
    "\n  fragment RunPage_run on TrainingRun {\n    id\n    assistantId\n    trigger\n    reason\n    state\n    progress\n    startedAt\n    finishedAt\n    error\n    ...Stages_run\n    ...Metrics_run\n    ...LogTail_run\n    ...MadeVersion_run\n    ...Trials_run\n  }\n": typeof types.RunPage_RunFragmentDoc,
    "\n  query RunPage($id: ID!) {\n    trainingRun(id: $id) {\n      id\n      sequence\n      ...RunPage_run\n    }\n  }\n": typeof types.RunPageDocument,
    "\n  subscription RunPageUpdated($id: ID!) {\n    trainingRunUpdated(runId: $id) {\n      id\n      sequence\n      ...RunPage_run\n    }\n  }\n": typeof types.RunPageUpdatedDocument,
    "\n  fragment Stages_run on TrainingRun {\n    state\n    stage\n    stages {\n      name\n    }\n  }\n": typeof types.Stages_RunFragmentDoc,
    "\n  fragment Trials_run on TrainingRun {\n    trials {\n      number\n      parameters {\n        name\n        value\n      }\n      state\n      score\n      curve {\n        step\n        value\n      }\n      isChosen\n    }\n  }\n": typeof types.Trials_RunFragmentDoc,
    "\n  query RunsPage($assistantId: ID!, $first: Int!, $after: String) {\n    trainingRuns(assistantId: $assistantId, first: $first, after: $after) {\n      edges {\n        node {\n          id\n          sequence\n          state\n          ...RunRow_run\n          ...RunningPanel_run\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n": typeof types.RunsPageDocument,
    "\n  mutation RequestRetraining($input: RequestRetrainingInput!) {\n    requestRetraining(input: $input) {\n      trainingRun {\n        id\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RequestRetrainingDocument,
    "\n  fragment RunRow_run on TrainingRun {\n    id\n    assistantId\n    trigger\n    reason\n    state\n    stage\n    progress\n    startedAt\n    finishedAt\n    modelVersion {\n      id\n      number\n    }\n  }\n": typeof types.RunRow_RunFragmentDoc,
    "\n  subscription AssistantRunChanged($assistantId: ID!) {\n    trainingRunChanged(assistantId: $assistantId) {\n      id\n      sequence\n      state\n      ...RunRow_run\n      ...RunningPanel_run\n    }\n  }\n": typeof types.AssistantRunChangedDocument,
    "\n  subscription AssistantDeploymentUpdated($assistantId: ID!) {\n    deploymentUpdated(assistantId: $assistantId) {\n      id\n      state\n    }\n  }\n": typeof types.AssistantDeploymentUpdatedDocument,
    "\n  query AssistantLayout($assistantId: ID!) {\n    assistant(id: $assistantId) {\n      id\n      name\n    }\n    ...AssistantSwitcher_query\n  }\n": typeof types.AssistantLayoutDocument,
    "\n  fragment AssistantSwitcher_query on Query {\n    assistants(first: 100) {\n      edges {\n        node {\n          id\n          name\n        }\n      }\n    }\n  }\n": typeof types.AssistantSwitcher_QueryFragmentDoc,
    "\n  query FindVersion($id: ID!) {\n    modelVersion(id: $id) {\n      id\n      assistantId\n    }\n  }\n": typeof types.FindVersionDocument,
    "\n  query FindRun($id: ID!) {\n    trainingRun(id: $id) {\n      id\n      assistantId\n    }\n  }\n": typeof types.FindRunDocument,
    "\n  query FirstAssistant {\n    assistants(first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": typeof types.FirstAssistantDocument,
    "\n  query ShellViewer {\n    viewer {\n      id\n      roles\n    }\n  }\n": typeof types.ShellViewerDocument,
    "\n  query SignInViewer {\n    viewer {\n      id\n      roles\n    }\n  }\n": typeof types.SignInViewerDocument,
    "\n  fragment Comparison_evaluation on Evaluation {\n    accuracy {\n      value\n      low\n      high\n    }\n    championAccuracy\n    macroF1\n    championMacroF1\n    difference {\n      value\n      low\n      high\n    }\n    pValue\n    calibrationError\n    languageAccuracy\n    outOfScope {\n      recall\n      support\n    }\n  }\n": typeof types.Comparison_EvaluationFragmentDoc,
    "\n  fragment Confusions_evaluation on Evaluation {\n    confusions {\n      actual\n      predicted\n      count\n    }\n  }\n": typeof types.Confusions_EvaluationFragmentDoc,
    "\n  fragment Decision_version on ModelVersion {\n    id\n    number\n    state\n    trafficShare\n    evidenceHash\n    isEvidenceStale\n    isRefreshingEvidence\n    approval {\n      decision\n      by\n      at\n      comment\n    }\n  }\n": typeof types.Decision_VersionFragmentDoc,
    "\n  fragment DrawnLine_evaluation on Evaluation {\n    thresholds {\n      accept\n      margin\n      cost {\n        wrongAnswer\n        falseRejection\n        question\n        outOfScopeShare\n      }\n    }\n    tradeOff {\n      accept {\n        threshold\n        accuracy\n        outOfScopeRecall\n      }\n    }\n  }\n": typeof types.DrawnLine_EvaluationFragmentDoc,
    "\n  fragment EntityQuality_evaluation on Evaluation {\n    entities {\n      type\n      precision\n      recall\n      f1\n      support\n    }\n  }\n": typeof types.EntityQuality_EvaluationFragmentDoc,
    "\n  fragment Lineage_version on ModelVersion {\n    assistantId\n    datasetSnapshotId\n    artifactUri\n    artifactSha256\n    evidenceHash\n    revision\n    seed\n    recipe\n    startedFrom {\n      id\n      number\n    }\n    trial {\n      number\n    }\n    snapshot {\n      id\n      sha256\n      exampleCount\n    }\n    trainingRun {\n      id\n      reason\n    }\n  }\n": typeof types.Lineage_VersionFragmentDoc,
    "\n  fragment VersionPage_version on ModelVersion {\n    id\n    number\n    state\n    createdAt\n    evaluation {\n      support\n      ...VerdictPanel_evaluation\n      ...Comparison_evaluation\n      ...DrawnLine_evaluation\n      ...PerIntent_evaluation\n      ...Confusions_evaluation\n      ...EntityQuality_evaluation\n    }\n    ...Decision_version\n    ...Lineage_version\n  }\n": typeof types.VersionPage_VersionFragmentDoc,
    "\n  query VersionPage($id: ID!) {\n    modelVersion(id: $id) {\n      ...VersionPage_version\n    }\n  }\n": typeof types.VersionPageDocument,
    "\n  fragment PerIntent_evaluation on Evaluation {\n    perIntent {\n      intent\n      precision\n      recall\n      f1\n      support\n      championF1\n    }\n  }\n": typeof types.PerIntent_EvaluationFragmentDoc,
    "\n  mutation RejectModelVersion($input: RejectModelVersionInput!) {\n    rejectModelVersion(input: $input) {\n      modelVersion {\n        id\n        state\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RejectModelVersionDocument,
    "\n  mutation RefreshEvidence($input: RefreshEvidenceInput!) {\n    refreshEvidence(input: $input) {\n      modelVersion {\n        id\n        evidenceHash\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.RefreshEvidenceDocument,
    "\n  mutation ApproveModelVersion($input: ApproveModelVersionInput!) {\n    approveModelVersion(input: $input) {\n      __typename\n      ... on ApproveModelVersionSuccess {\n        modelVersion {\n          id\n          state\n        }\n      }\n      ... on EvidenceStale {\n        code\n        currentEvidenceHash\n      }\n      ... on ApprovalRefused {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ApproveModelVersionDocument,
    "\n  fragment VerdictPanel_evaluation on Evaluation {\n    verdict\n    difference {\n      value\n      low\n      high\n    }\n    support\n  }\n": typeof types.VerdictPanel_EvaluationFragmentDoc,
    "\n  query VersionsPage($assistantId: ID!, $first: Int!, $after: String) {\n    modelVersions(assistantId: $assistantId, first: $first, after: $after) {\n      edges {\n        node {\n          id\n          ...VersionRow_version\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n": typeof types.VersionsPageDocument,
    "\n  fragment VersionRow_version on ModelVersion {\n    id\n    assistantId\n    number\n    state\n    createdAt\n    evaluation {\n      verdict\n      accuracy {\n        value\n      }\n      macroF1\n    }\n  }\n": typeof types.VersionRow_VersionFragmentDoc,
    "\n  fragment MarkedText_span on EntitySpan {\n    type\n    value\n    start\n    end\n  }\n": typeof types.MarkedText_SpanFragmentDoc,
    "\n  fragment Pager_pageInfo on PageInfo {\n    hasNextPage\n    endCursor\n  }\n": typeof types.Pager_PageInfoFragmentDoc,
};
const documents: Documents = {
    "\n  mutation RecordAnswerCopied($input: RecordSignalInput!) {\n    recordSignal(input: $input) {\n      errors {\n        code\n      }\n    }\n  }\n": types.RecordAnswerCopiedDocument,
    "\n  mutation StartConversation($input: StartConversationInput!) {\n    startConversation(input: $input) {\n      conversation {\n        id\n      }\n      conversationToken\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.StartConversationDocument,
    "\n  fragment TalkTurn on Turn {\n    id\n    index\n    ...TurnView_turn\n  }\n": types.TalkTurnFragmentDoc,
    "\n  query TalkConversation($id: ID!, $language: String!) {\n    conversation(id: $id) {\n      id\n      assistant {\n        id\n        name\n        intentOptions(language: $language) {\n          intent\n          label\n        }\n      }\n      turns(last: 100) {\n        edges {\n          node {\n            id\n            ...TalkTurn\n          }\n        }\n      }\n    }\n  }\n": types.TalkConversationDocument,
    "\n  subscription TalkTurnAdded($conversationId: ID!, $after: Int) {\n    turnAdded(conversationId: $conversationId, after: $after) {\n      id\n      ...TalkTurn\n    }\n  }\n": types.TalkTurnAddedDocument,
    "\n  fragment TurnFeedback_turn on Turn {\n    id\n    interpretation {\n      intent\n      ranking {\n        intent\n      }\n    }\n    feedback {\n      id\n      at\n      source\n      verdict\n      status\n      supersededBy\n      correctedIntent\n      correctedAnswer\n      comment\n      fate {\n        modelVersion {\n          id\n          number\n        }\n      }\n    }\n  }\n": types.TurnFeedback_TurnFragmentDoc,
    "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SubmitFeedbackDocument,
    "\n  mutation RetractFeedback($input: RetractFeedbackInput!) {\n    retractFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RetractFeedbackDocument,
    "\n  fragment TurnView_turn on Turn {\n    id\n    utterance\n    reply {\n      kind\n      text\n      options {\n        intent\n        label\n      }\n      citations {\n        title\n        url\n        passage\n        fetchedAt\n        pageSnapshotId\n      }\n    }\n    tags {\n      id\n      name\n    }\n    modelVersion {\n      id\n      number\n    }\n    ...TurnFeedback_turn\n  }\n": types.TurnView_TurnFragmentDoc,
    "\n  mutation SendMessage($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      turn {\n        id\n        ...TalkTurn\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SendMessageDocument,
    "\n  fragment DeploymentEvent_deployment on Deployment {\n    state\n    createdAt\n    isRollBack\n    reason\n    requestedBy\n    modelVersion {\n      id\n      number\n    }\n  }\n": types.DeploymentEvent_DeploymentFragmentDoc,
    "\n  query DeploymentsPage($assistantId: ID!, $after: String) {\n    modelVersions(assistantId: $assistantId, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          number\n          state\n          deployments {\n            id\n            createdAt\n            ...DeploymentEvent_deployment\n            ...Rollout_deployment\n          }\n          ...ServingVersion_version\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.DeploymentsPageDocument,
    "\n  mutation RollBackDeployment($input: RollBackDeploymentInput!) {\n    rollBackDeployment(input: $input) {\n      deployment {\n        id\n        modelVersion {\n          id\n          number\n        }\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RollBackDeploymentDocument,
    "\n  fragment Rollout_deployment on Deployment {\n    steps {\n      share\n      minimumMinutes\n      minimumVoices\n      startedAt\n      passedAt\n    }\n    test {\n      isConcurrent\n      pValue\n      threshold\n      voices\n      helpfulRate\n      championVoices\n      championHelpfulRate\n      conversations\n      answeredRate\n      championConversations\n      championAnsweredRate\n      until\n      alarmedAt\n    }\n    shadow {\n      turns\n      agreement\n    }\n    faults {\n      processId\n      message\n    }\n  }\n": types.Rollout_DeploymentFragmentDoc,
    "\n  fragment ServingVersion_version on ModelVersion {\n    id\n    assistantId\n    number\n    state\n    trafficShare\n  }\n": types.ServingVersion_VersionFragmentDoc,
    "\n  mutation CreateEntityType($input: CreateEntityTypeInput!) {\n    createEntityType(input: $input) {\n      entityType {\n        id\n        name\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CreateEntityTypeDocument,
    "\n  fragment DefinitionForm_entityType on EntityType {\n    id\n    name\n    kind\n    values {\n      value\n      synonyms\n      language\n    }\n    pattern\n    builtIn\n  }\n": types.DefinitionForm_EntityTypeFragmentDoc,
    "\n  query EntityTypeEditor($id: ID!) {\n    entityType(id: $id) {\n      ...DefinitionForm_entityType\n    }\n  }\n": types.EntityTypeEditorDocument,
    "\n  mutation UpdateEntityType($input: UpdateEntityTypeInput!) {\n    updateEntityType(input: $input) {\n      entityType {\n        id\n        name\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.UpdateEntityTypeDocument,
    "\n  fragment EntityTypeRow_entityType on EntityType {\n    id\n    name\n    kind\n    valueCount\n    pattern\n    builtIn\n    annotatedCount\n  }\n": types.EntityTypeRow_EntityTypeFragmentDoc,
    "\n  mutation DeleteEntityType($input: DeleteEntityTypeInput!) {\n    deleteEntityType(input: $input) {\n      entityTypeId\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.DeleteEntityTypeDocument,
    "\n  query EntitiesPage($assistantId: ID!) {\n    entityTypes(assistantId: $assistantId, first: 100) {\n      edges {\n        node {\n          id\n          ...EntityTypeRow_entityType\n        }\n      }\n    }\n  }\n": types.EntitiesPageDocument,
    "\n  query TryOut($assistantId: ID!, $text: String!) {\n    entitySpans(assistantId: $assistantId, text: $text) {\n      ...MarkedText_span\n    }\n  }\n": types.TryOutDocument,
    "\n  fragment Fate_feedback on Feedback {\n    status\n    fate {\n      datasetSnapshotId\n      modelVersion {\n        id\n        number\n      }\n      removedInVersion {\n        id\n        number\n      }\n    }\n  }\n": types.Fate_FeedbackFragmentDoc,
    "\n  fragment FeedbackRow_feedback on Feedback {\n    id\n    at\n    verdict\n    source\n    signal\n    status\n    utterance\n    predictedIntent\n    correctedIntent\n    correctedAnswer\n    comment\n    turn {\n      id\n      reply {\n        text\n      }\n      interpretation {\n        entities {\n          ...MarkedText_span\n        }\n      }\n    }\n    ...Fate_feedback\n    ...Review_feedback\n  }\n": types.FeedbackRow_FeedbackFragmentDoc,
    "\n  query FeedbackPage($filter: FeedbackFilter!, $first: Int!, $after: String) {\n    feedbackHistory(filter: $filter, first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ...FeedbackRow_feedback\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n": types.FeedbackPageDocument,
    "\n  query FeedbackPageIntents($assistantId: ID!) {\n    assistant(id: $assistantId) {\n      id\n      intentOptions {\n        intent\n      }\n    }\n  }\n": types.FeedbackPageIntentsDocument,
    "\n  subscription FeedbackPageRecorded($assistantId: ID!) {\n    feedbackRecorded(assistantId: $assistantId) {\n      id\n      status\n    }\n  }\n": types.FeedbackPageRecordedDocument,
    "\n  fragment Review_feedback on Feedback {\n    id\n    status\n    verdict\n    correctedIntent\n    predictedIntent\n  }\n": types.Review_FeedbackFragmentDoc,
    "\n  mutation ReviewFeedback($input: ReviewFeedbackInput!) {\n    reviewFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ReviewFeedbackDocument,
    "\n  fragment Why_explanation on Explanation {\n    intent {\n      intent\n    }\n    runnerUp {\n      intent\n    }\n    contributions {\n      feature\n      kind\n      forIntent\n      forRunnerUp\n    }\n    networkShare\n  }\n": types.Why_ExplanationFragmentDoc,
    "\n  query Why($turnId: ID!) {\n    explanation(turnId: $turnId) {\n      ...Why_explanation\n    }\n  }\n": types.WhyDocument,
    "\n  fragment ChampionPanel_assistant on Assistant {\n    champion {\n      id\n      number\n      state\n      createdAt\n      evaluation {\n        accuracy {\n          value\n          low\n          high\n        }\n        macroF1\n      }\n    }\n  }\n": types.ChampionPanel_AssistantFragmentDoc,
    "\n  fragment FeedbackPanel_query on Query {\n    feedbackStatistics(filter: $filter, groupBy: DAY) {\n      key\n      count\n      helpful\n      unhelpful\n      corrections\n    }\n  }\n": types.FeedbackPanel_QueryFragmentDoc,
    "\n  query OverviewPage($assistantId: ID!, $filter: FeedbackFilter!, $withFeedback: Boolean!) {\n    assistant(id: $assistantId) {\n      id\n      name\n      ...ChampionPanel_assistant\n    }\n    modelVersions(assistantId: $assistantId, first: 20) {\n      ...PendingPanel_versions\n    }\n    trainingRuns(assistantId: $assistantId, first: 5) {\n      ...RunningPanel_runs\n    }\n    ...FeedbackPanel_query @include(if: $withFeedback)\n  }\n": types.OverviewPageDocument,
    "\n  fragment PendingPanel_versions on ModelVersionConnection {\n    edges {\n      node {\n        id\n        number\n        state\n        createdAt\n        evaluation {\n          verdict\n          difference {\n            value\n          }\n        }\n      }\n    }\n  }\n": types.PendingPanel_VersionsFragmentDoc,
    "\n  fragment RunningPanel_run on TrainingRun {\n    id\n    reason\n    state\n    progress\n  }\n": types.RunningPanel_RunFragmentDoc,
    "\n  fragment RunningPanel_runs on TrainingRunConnection {\n    edges {\n      node {\n        id\n        sequence\n        state\n        ...RunRow_run\n        ...RunningPanel_run\n      }\n    }\n  }\n": types.RunningPanel_RunsFragmentDoc,
    "\n  fragment CanaryPlanForm_plan on CanaryPlan {\n    steps {\n      share\n      minimumMinutes\n      minimumVoices\n    }\n    withShadow\n    watchMinutes\n  }\n": types.CanaryPlanForm_PlanFragmentDoc,
    "\n  mutation SetCanaryPlan($input: SetCanaryPlanInput!) {\n    setCanaryPlan(input: $input) {\n      canaryPlan {\n        ...CanaryPlanForm_plan\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SetCanaryPlanDocument,
    "\n  query PolicyPage($assistantId: ID!) {\n    retrainPolicy(assistantId: $assistantId) {\n      assistantId\n      restingUntil\n      ...PolicyForm_policy\n    }\n    canaryPlan(assistantId: $assistantId) {\n      ...CanaryPlanForm_plan\n    }\n  }\n": types.PolicyPageDocument,
    "\n  fragment PolicyForm_policy on RetrainPolicy {\n    assistantId\n    cron\n    timeZone\n    volume\n    debounceMinutes\n    approval\n    rollout\n    acceptance\n    twoPersons\n    recipe\n    encoder\n    warmStart\n    trialCount\n    trialBudgetSeconds\n    newLabels\n    nextScheduledAt\n  }\n": types.PolicyForm_PolicyFragmentDoc,
    "\n  mutation SetRetrainPolicy($input: SetRetrainPolicyInput!) {\n    setRetrainPolicy(input: $input) {\n      retrainPolicy {\n        assistantId\n        ...PolicyForm_policy\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SetRetrainPolicyDocument,
    "\n  mutation CancelTrainingRun($input: CancelTrainingRunInput!) {\n    cancelTrainingRun(input: $input) {\n      trainingRun {\n        id\n        state\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.CancelTrainingRunDocument,
    "\n  fragment LogTail_run on TrainingRun {\n    log(last: 200)\n  }\n": types.LogTail_RunFragmentDoc,
    "\n  fragment MadeVersion_run on TrainingRun {\n    assistantId\n    modelVersion {\n      id\n      number\n      state\n      evaluation {\n        verdict\n      }\n    }\n  }\n": types.MadeVersion_RunFragmentDoc,
    "\n  fragment Metrics_run on TrainingRun {\n    metrics(last: 400) {\n      name\n      step\n      value\n    }\n  }\n": types.Metrics_RunFragmentDoc,
    "\n  fragment RunPage_run on TrainingRun {\n    id\n    assistantId\n    trigger\n    reason\n    state\n    progress\n    startedAt\n    finishedAt\n    error\n    ...Stages_run\n    ...Metrics_run\n    ...LogTail_run\n    ...MadeVersion_run\n    ...Trials_run\n  }\n": types.RunPage_RunFragmentDoc,
    "\n  query RunPage($id: ID!) {\n    trainingRun(id: $id) {\n      id\n      sequence\n      ...RunPage_run\n    }\n  }\n": types.RunPageDocument,
    "\n  subscription RunPageUpdated($id: ID!) {\n    trainingRunUpdated(runId: $id) {\n      id\n      sequence\n      ...RunPage_run\n    }\n  }\n": types.RunPageUpdatedDocument,
    "\n  fragment Stages_run on TrainingRun {\n    state\n    stage\n    stages {\n      name\n    }\n  }\n": types.Stages_RunFragmentDoc,
    "\n  fragment Trials_run on TrainingRun {\n    trials {\n      number\n      parameters {\n        name\n        value\n      }\n      state\n      score\n      curve {\n        step\n        value\n      }\n      isChosen\n    }\n  }\n": types.Trials_RunFragmentDoc,
    "\n  query RunsPage($assistantId: ID!, $first: Int!, $after: String) {\n    trainingRuns(assistantId: $assistantId, first: $first, after: $after) {\n      edges {\n        node {\n          id\n          sequence\n          state\n          ...RunRow_run\n          ...RunningPanel_run\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n": types.RunsPageDocument,
    "\n  mutation RequestRetraining($input: RequestRetrainingInput!) {\n    requestRetraining(input: $input) {\n      trainingRun {\n        id\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RequestRetrainingDocument,
    "\n  fragment RunRow_run on TrainingRun {\n    id\n    assistantId\n    trigger\n    reason\n    state\n    stage\n    progress\n    startedAt\n    finishedAt\n    modelVersion {\n      id\n      number\n    }\n  }\n": types.RunRow_RunFragmentDoc,
    "\n  subscription AssistantRunChanged($assistantId: ID!) {\n    trainingRunChanged(assistantId: $assistantId) {\n      id\n      sequence\n      state\n      ...RunRow_run\n      ...RunningPanel_run\n    }\n  }\n": types.AssistantRunChangedDocument,
    "\n  subscription AssistantDeploymentUpdated($assistantId: ID!) {\n    deploymentUpdated(assistantId: $assistantId) {\n      id\n      state\n    }\n  }\n": types.AssistantDeploymentUpdatedDocument,
    "\n  query AssistantLayout($assistantId: ID!) {\n    assistant(id: $assistantId) {\n      id\n      name\n    }\n    ...AssistantSwitcher_query\n  }\n": types.AssistantLayoutDocument,
    "\n  fragment AssistantSwitcher_query on Query {\n    assistants(first: 100) {\n      edges {\n        node {\n          id\n          name\n        }\n      }\n    }\n  }\n": types.AssistantSwitcher_QueryFragmentDoc,
    "\n  query FindVersion($id: ID!) {\n    modelVersion(id: $id) {\n      id\n      assistantId\n    }\n  }\n": types.FindVersionDocument,
    "\n  query FindRun($id: ID!) {\n    trainingRun(id: $id) {\n      id\n      assistantId\n    }\n  }\n": types.FindRunDocument,
    "\n  query FirstAssistant {\n    assistants(first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": types.FirstAssistantDocument,
    "\n  query ShellViewer {\n    viewer {\n      id\n      roles\n    }\n  }\n": types.ShellViewerDocument,
    "\n  query SignInViewer {\n    viewer {\n      id\n      roles\n    }\n  }\n": types.SignInViewerDocument,
    "\n  fragment Comparison_evaluation on Evaluation {\n    accuracy {\n      value\n      low\n      high\n    }\n    championAccuracy\n    macroF1\n    championMacroF1\n    difference {\n      value\n      low\n      high\n    }\n    pValue\n    calibrationError\n    languageAccuracy\n    outOfScope {\n      recall\n      support\n    }\n  }\n": types.Comparison_EvaluationFragmentDoc,
    "\n  fragment Confusions_evaluation on Evaluation {\n    confusions {\n      actual\n      predicted\n      count\n    }\n  }\n": types.Confusions_EvaluationFragmentDoc,
    "\n  fragment Decision_version on ModelVersion {\n    id\n    number\n    state\n    trafficShare\n    evidenceHash\n    isEvidenceStale\n    isRefreshingEvidence\n    approval {\n      decision\n      by\n      at\n      comment\n    }\n  }\n": types.Decision_VersionFragmentDoc,
    "\n  fragment DrawnLine_evaluation on Evaluation {\n    thresholds {\n      accept\n      margin\n      cost {\n        wrongAnswer\n        falseRejection\n        question\n        outOfScopeShare\n      }\n    }\n    tradeOff {\n      accept {\n        threshold\n        accuracy\n        outOfScopeRecall\n      }\n    }\n  }\n": types.DrawnLine_EvaluationFragmentDoc,
    "\n  fragment EntityQuality_evaluation on Evaluation {\n    entities {\n      type\n      precision\n      recall\n      f1\n      support\n    }\n  }\n": types.EntityQuality_EvaluationFragmentDoc,
    "\n  fragment Lineage_version on ModelVersion {\n    assistantId\n    datasetSnapshotId\n    artifactUri\n    artifactSha256\n    evidenceHash\n    revision\n    seed\n    recipe\n    startedFrom {\n      id\n      number\n    }\n    trial {\n      number\n    }\n    snapshot {\n      id\n      sha256\n      exampleCount\n    }\n    trainingRun {\n      id\n      reason\n    }\n  }\n": types.Lineage_VersionFragmentDoc,
    "\n  fragment VersionPage_version on ModelVersion {\n    id\n    number\n    state\n    createdAt\n    evaluation {\n      support\n      ...VerdictPanel_evaluation\n      ...Comparison_evaluation\n      ...DrawnLine_evaluation\n      ...PerIntent_evaluation\n      ...Confusions_evaluation\n      ...EntityQuality_evaluation\n    }\n    ...Decision_version\n    ...Lineage_version\n  }\n": types.VersionPage_VersionFragmentDoc,
    "\n  query VersionPage($id: ID!) {\n    modelVersion(id: $id) {\n      ...VersionPage_version\n    }\n  }\n": types.VersionPageDocument,
    "\n  fragment PerIntent_evaluation on Evaluation {\n    perIntent {\n      intent\n      precision\n      recall\n      f1\n      support\n      championF1\n    }\n  }\n": types.PerIntent_EvaluationFragmentDoc,
    "\n  mutation RejectModelVersion($input: RejectModelVersionInput!) {\n    rejectModelVersion(input: $input) {\n      modelVersion {\n        id\n        state\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RejectModelVersionDocument,
    "\n  mutation RefreshEvidence($input: RefreshEvidenceInput!) {\n    refreshEvidence(input: $input) {\n      modelVersion {\n        id\n        evidenceHash\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.RefreshEvidenceDocument,
    "\n  mutation ApproveModelVersion($input: ApproveModelVersionInput!) {\n    approveModelVersion(input: $input) {\n      __typename\n      ... on ApproveModelVersionSuccess {\n        modelVersion {\n          id\n          state\n        }\n      }\n      ... on EvidenceStale {\n        code\n        currentEvidenceHash\n      }\n      ... on ApprovalRefused {\n        code\n        message\n      }\n    }\n  }\n": types.ApproveModelVersionDocument,
    "\n  fragment VerdictPanel_evaluation on Evaluation {\n    verdict\n    difference {\n      value\n      low\n      high\n    }\n    support\n  }\n": types.VerdictPanel_EvaluationFragmentDoc,
    "\n  query VersionsPage($assistantId: ID!, $first: Int!, $after: String) {\n    modelVersions(assistantId: $assistantId, first: $first, after: $after) {\n      edges {\n        node {\n          id\n          ...VersionRow_version\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n": types.VersionsPageDocument,
    "\n  fragment VersionRow_version on ModelVersion {\n    id\n    assistantId\n    number\n    state\n    createdAt\n    evaluation {\n      verdict\n      accuracy {\n        value\n      }\n      macroF1\n    }\n  }\n": types.VersionRow_VersionFragmentDoc,
    "\n  fragment MarkedText_span on EntitySpan {\n    type\n    value\n    start\n    end\n  }\n": types.MarkedText_SpanFragmentDoc,
    "\n  fragment Pager_pageInfo on PageInfo {\n    hasNextPage\n    endCursor\n  }\n": types.Pager_PageInfoFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecordAnswerCopied($input: RecordSignalInput!) {\n    recordSignal(input: $input) {\n      errors {\n        code\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RecordAnswerCopied($input: RecordSignalInput!) {\n    recordSignal(input: $input) {\n      errors {\n        code\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartConversation($input: StartConversationInput!) {\n    startConversation(input: $input) {\n      conversation {\n        id\n      }\n      conversationToken\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartConversation($input: StartConversationInput!) {\n    startConversation(input: $input) {\n      conversation {\n        id\n      }\n      conversationToken\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TalkTurn on Turn {\n    id\n    index\n    ...TurnView_turn\n  }\n"): (typeof documents)["\n  fragment TalkTurn on Turn {\n    id\n    index\n    ...TurnView_turn\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TalkConversation($id: ID!, $language: String!) {\n    conversation(id: $id) {\n      id\n      assistant {\n        id\n        name\n        intentOptions(language: $language) {\n          intent\n          label\n        }\n      }\n      turns(last: 100) {\n        edges {\n          node {\n            id\n            ...TalkTurn\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TalkConversation($id: ID!, $language: String!) {\n    conversation(id: $id) {\n      id\n      assistant {\n        id\n        name\n        intentOptions(language: $language) {\n          intent\n          label\n        }\n      }\n      turns(last: 100) {\n        edges {\n          node {\n            id\n            ...TalkTurn\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TalkTurnAdded($conversationId: ID!, $after: Int) {\n    turnAdded(conversationId: $conversationId, after: $after) {\n      id\n      ...TalkTurn\n    }\n  }\n"): (typeof documents)["\n  subscription TalkTurnAdded($conversationId: ID!, $after: Int) {\n    turnAdded(conversationId: $conversationId, after: $after) {\n      id\n      ...TalkTurn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TurnFeedback_turn on Turn {\n    id\n    interpretation {\n      intent\n      ranking {\n        intent\n      }\n    }\n    feedback {\n      id\n      at\n      source\n      verdict\n      status\n      supersededBy\n      correctedIntent\n      correctedAnswer\n      comment\n      fate {\n        modelVersion {\n          id\n          number\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment TurnFeedback_turn on Turn {\n    id\n    interpretation {\n      intent\n      ranking {\n        intent\n      }\n    }\n    feedback {\n      id\n      at\n      source\n      verdict\n      status\n      supersededBy\n      correctedIntent\n      correctedAnswer\n      comment\n      fate {\n        modelVersion {\n          id\n          number\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SubmitFeedback($input: SubmitFeedbackInput!) {\n    submitFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetractFeedback($input: RetractFeedbackInput!) {\n    retractFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RetractFeedback($input: RetractFeedbackInput!) {\n    retractFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TurnView_turn on Turn {\n    id\n    utterance\n    reply {\n      kind\n      text\n      options {\n        intent\n        label\n      }\n      citations {\n        title\n        url\n        passage\n        fetchedAt\n        pageSnapshotId\n      }\n    }\n    tags {\n      id\n      name\n    }\n    modelVersion {\n      id\n      number\n    }\n    ...TurnFeedback_turn\n  }\n"): (typeof documents)["\n  fragment TurnView_turn on Turn {\n    id\n    utterance\n    reply {\n      kind\n      text\n      options {\n        intent\n        label\n      }\n      citations {\n        title\n        url\n        passage\n        fetchedAt\n        pageSnapshotId\n      }\n    }\n    tags {\n      id\n      name\n    }\n    modelVersion {\n      id\n      number\n    }\n    ...TurnFeedback_turn\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendMessage($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      turn {\n        id\n        ...TalkTurn\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SendMessage($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      turn {\n        id\n        ...TalkTurn\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeploymentEvent_deployment on Deployment {\n    state\n    createdAt\n    isRollBack\n    reason\n    requestedBy\n    modelVersion {\n      id\n      number\n    }\n  }\n"): (typeof documents)["\n  fragment DeploymentEvent_deployment on Deployment {\n    state\n    createdAt\n    isRollBack\n    reason\n    requestedBy\n    modelVersion {\n      id\n      number\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeploymentsPage($assistantId: ID!, $after: String) {\n    modelVersions(assistantId: $assistantId, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          number\n          state\n          deployments {\n            id\n            createdAt\n            ...DeploymentEvent_deployment\n            ...Rollout_deployment\n          }\n          ...ServingVersion_version\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeploymentsPage($assistantId: ID!, $after: String) {\n    modelVersions(assistantId: $assistantId, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          number\n          state\n          deployments {\n            id\n            createdAt\n            ...DeploymentEvent_deployment\n            ...Rollout_deployment\n          }\n          ...ServingVersion_version\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RollBackDeployment($input: RollBackDeploymentInput!) {\n    rollBackDeployment(input: $input) {\n      deployment {\n        id\n        modelVersion {\n          id\n          number\n        }\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RollBackDeployment($input: RollBackDeploymentInput!) {\n    rollBackDeployment(input: $input) {\n      deployment {\n        id\n        modelVersion {\n          id\n          number\n        }\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Rollout_deployment on Deployment {\n    steps {\n      share\n      minimumMinutes\n      minimumVoices\n      startedAt\n      passedAt\n    }\n    test {\n      isConcurrent\n      pValue\n      threshold\n      voices\n      helpfulRate\n      championVoices\n      championHelpfulRate\n      conversations\n      answeredRate\n      championConversations\n      championAnsweredRate\n      until\n      alarmedAt\n    }\n    shadow {\n      turns\n      agreement\n    }\n    faults {\n      processId\n      message\n    }\n  }\n"): (typeof documents)["\n  fragment Rollout_deployment on Deployment {\n    steps {\n      share\n      minimumMinutes\n      minimumVoices\n      startedAt\n      passedAt\n    }\n    test {\n      isConcurrent\n      pValue\n      threshold\n      voices\n      helpfulRate\n      championVoices\n      championHelpfulRate\n      conversations\n      answeredRate\n      championConversations\n      championAnsweredRate\n      until\n      alarmedAt\n    }\n    shadow {\n      turns\n      agreement\n    }\n    faults {\n      processId\n      message\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ServingVersion_version on ModelVersion {\n    id\n    assistantId\n    number\n    state\n    trafficShare\n  }\n"): (typeof documents)["\n  fragment ServingVersion_version on ModelVersion {\n    id\n    assistantId\n    number\n    state\n    trafficShare\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateEntityType($input: CreateEntityTypeInput!) {\n    createEntityType(input: $input) {\n      entityType {\n        id\n        name\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateEntityType($input: CreateEntityTypeInput!) {\n    createEntityType(input: $input) {\n      entityType {\n        id\n        name\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DefinitionForm_entityType on EntityType {\n    id\n    name\n    kind\n    values {\n      value\n      synonyms\n      language\n    }\n    pattern\n    builtIn\n  }\n"): (typeof documents)["\n  fragment DefinitionForm_entityType on EntityType {\n    id\n    name\n    kind\n    values {\n      value\n      synonyms\n      language\n    }\n    pattern\n    builtIn\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EntityTypeEditor($id: ID!) {\n    entityType(id: $id) {\n      ...DefinitionForm_entityType\n    }\n  }\n"): (typeof documents)["\n  query EntityTypeEditor($id: ID!) {\n    entityType(id: $id) {\n      ...DefinitionForm_entityType\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateEntityType($input: UpdateEntityTypeInput!) {\n    updateEntityType(input: $input) {\n      entityType {\n        id\n        name\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateEntityType($input: UpdateEntityTypeInput!) {\n    updateEntityType(input: $input) {\n      entityType {\n        id\n        name\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EntityTypeRow_entityType on EntityType {\n    id\n    name\n    kind\n    valueCount\n    pattern\n    builtIn\n    annotatedCount\n  }\n"): (typeof documents)["\n  fragment EntityTypeRow_entityType on EntityType {\n    id\n    name\n    kind\n    valueCount\n    pattern\n    builtIn\n    annotatedCount\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteEntityType($input: DeleteEntityTypeInput!) {\n    deleteEntityType(input: $input) {\n      entityTypeId\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteEntityType($input: DeleteEntityTypeInput!) {\n    deleteEntityType(input: $input) {\n      entityTypeId\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EntitiesPage($assistantId: ID!) {\n    entityTypes(assistantId: $assistantId, first: 100) {\n      edges {\n        node {\n          id\n          ...EntityTypeRow_entityType\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query EntitiesPage($assistantId: ID!) {\n    entityTypes(assistantId: $assistantId, first: 100) {\n      edges {\n        node {\n          id\n          ...EntityTypeRow_entityType\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TryOut($assistantId: ID!, $text: String!) {\n    entitySpans(assistantId: $assistantId, text: $text) {\n      ...MarkedText_span\n    }\n  }\n"): (typeof documents)["\n  query TryOut($assistantId: ID!, $text: String!) {\n    entitySpans(assistantId: $assistantId, text: $text) {\n      ...MarkedText_span\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Fate_feedback on Feedback {\n    status\n    fate {\n      datasetSnapshotId\n      modelVersion {\n        id\n        number\n      }\n      removedInVersion {\n        id\n        number\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Fate_feedback on Feedback {\n    status\n    fate {\n      datasetSnapshotId\n      modelVersion {\n        id\n        number\n      }\n      removedInVersion {\n        id\n        number\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackRow_feedback on Feedback {\n    id\n    at\n    verdict\n    source\n    signal\n    status\n    utterance\n    predictedIntent\n    correctedIntent\n    correctedAnswer\n    comment\n    turn {\n      id\n      reply {\n        text\n      }\n      interpretation {\n        entities {\n          ...MarkedText_span\n        }\n      }\n    }\n    ...Fate_feedback\n    ...Review_feedback\n  }\n"): (typeof documents)["\n  fragment FeedbackRow_feedback on Feedback {\n    id\n    at\n    verdict\n    source\n    signal\n    status\n    utterance\n    predictedIntent\n    correctedIntent\n    correctedAnswer\n    comment\n    turn {\n      id\n      reply {\n        text\n      }\n      interpretation {\n        entities {\n          ...MarkedText_span\n        }\n      }\n    }\n    ...Fate_feedback\n    ...Review_feedback\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FeedbackPage($filter: FeedbackFilter!, $first: Int!, $after: String) {\n    feedbackHistory(filter: $filter, first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ...FeedbackRow_feedback\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n"): (typeof documents)["\n  query FeedbackPage($filter: FeedbackFilter!, $first: Int!, $after: String) {\n    feedbackHistory(filter: $filter, first: $first, after: $after) {\n      totalCount\n      edges {\n        node {\n          id\n          ...FeedbackRow_feedback\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FeedbackPageIntents($assistantId: ID!) {\n    assistant(id: $assistantId) {\n      id\n      intentOptions {\n        intent\n      }\n    }\n  }\n"): (typeof documents)["\n  query FeedbackPageIntents($assistantId: ID!) {\n    assistant(id: $assistantId) {\n      id\n      intentOptions {\n        intent\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FeedbackPageRecorded($assistantId: ID!) {\n    feedbackRecorded(assistantId: $assistantId) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  subscription FeedbackPageRecorded($assistantId: ID!) {\n    feedbackRecorded(assistantId: $assistantId) {\n      id\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Review_feedback on Feedback {\n    id\n    status\n    verdict\n    correctedIntent\n    predictedIntent\n  }\n"): (typeof documents)["\n  fragment Review_feedback on Feedback {\n    id\n    status\n    verdict\n    correctedIntent\n    predictedIntent\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReviewFeedback($input: ReviewFeedbackInput!) {\n    reviewFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReviewFeedback($input: ReviewFeedbackInput!) {\n    reviewFeedback(input: $input) {\n      feedback {\n        id\n        status\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Why_explanation on Explanation {\n    intent {\n      intent\n    }\n    runnerUp {\n      intent\n    }\n    contributions {\n      feature\n      kind\n      forIntent\n      forRunnerUp\n    }\n    networkShare\n  }\n"): (typeof documents)["\n  fragment Why_explanation on Explanation {\n    intent {\n      intent\n    }\n    runnerUp {\n      intent\n    }\n    contributions {\n      feature\n      kind\n      forIntent\n      forRunnerUp\n    }\n    networkShare\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Why($turnId: ID!) {\n    explanation(turnId: $turnId) {\n      ...Why_explanation\n    }\n  }\n"): (typeof documents)["\n  query Why($turnId: ID!) {\n    explanation(turnId: $turnId) {\n      ...Why_explanation\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChampionPanel_assistant on Assistant {\n    champion {\n      id\n      number\n      state\n      createdAt\n      evaluation {\n        accuracy {\n          value\n          low\n          high\n        }\n        macroF1\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment ChampionPanel_assistant on Assistant {\n    champion {\n      id\n      number\n      state\n      createdAt\n      evaluation {\n        accuracy {\n          value\n          low\n          high\n        }\n        macroF1\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeedbackPanel_query on Query {\n    feedbackStatistics(filter: $filter, groupBy: DAY) {\n      key\n      count\n      helpful\n      unhelpful\n      corrections\n    }\n  }\n"): (typeof documents)["\n  fragment FeedbackPanel_query on Query {\n    feedbackStatistics(filter: $filter, groupBy: DAY) {\n      key\n      count\n      helpful\n      unhelpful\n      corrections\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OverviewPage($assistantId: ID!, $filter: FeedbackFilter!, $withFeedback: Boolean!) {\n    assistant(id: $assistantId) {\n      id\n      name\n      ...ChampionPanel_assistant\n    }\n    modelVersions(assistantId: $assistantId, first: 20) {\n      ...PendingPanel_versions\n    }\n    trainingRuns(assistantId: $assistantId, first: 5) {\n      ...RunningPanel_runs\n    }\n    ...FeedbackPanel_query @include(if: $withFeedback)\n  }\n"): (typeof documents)["\n  query OverviewPage($assistantId: ID!, $filter: FeedbackFilter!, $withFeedback: Boolean!) {\n    assistant(id: $assistantId) {\n      id\n      name\n      ...ChampionPanel_assistant\n    }\n    modelVersions(assistantId: $assistantId, first: 20) {\n      ...PendingPanel_versions\n    }\n    trainingRuns(assistantId: $assistantId, first: 5) {\n      ...RunningPanel_runs\n    }\n    ...FeedbackPanel_query @include(if: $withFeedback)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PendingPanel_versions on ModelVersionConnection {\n    edges {\n      node {\n        id\n        number\n        state\n        createdAt\n        evaluation {\n          verdict\n          difference {\n            value\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment PendingPanel_versions on ModelVersionConnection {\n    edges {\n      node {\n        id\n        number\n        state\n        createdAt\n        evaluation {\n          verdict\n          difference {\n            value\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunningPanel_run on TrainingRun {\n    id\n    reason\n    state\n    progress\n  }\n"): (typeof documents)["\n  fragment RunningPanel_run on TrainingRun {\n    id\n    reason\n    state\n    progress\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunningPanel_runs on TrainingRunConnection {\n    edges {\n      node {\n        id\n        sequence\n        state\n        ...RunRow_run\n        ...RunningPanel_run\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment RunningPanel_runs on TrainingRunConnection {\n    edges {\n      node {\n        id\n        sequence\n        state\n        ...RunRow_run\n        ...RunningPanel_run\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CanaryPlanForm_plan on CanaryPlan {\n    steps {\n      share\n      minimumMinutes\n      minimumVoices\n    }\n    withShadow\n    watchMinutes\n  }\n"): (typeof documents)["\n  fragment CanaryPlanForm_plan on CanaryPlan {\n    steps {\n      share\n      minimumMinutes\n      minimumVoices\n    }\n    withShadow\n    watchMinutes\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetCanaryPlan($input: SetCanaryPlanInput!) {\n    setCanaryPlan(input: $input) {\n      canaryPlan {\n        ...CanaryPlanForm_plan\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetCanaryPlan($input: SetCanaryPlanInput!) {\n    setCanaryPlan(input: $input) {\n      canaryPlan {\n        ...CanaryPlanForm_plan\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PolicyPage($assistantId: ID!) {\n    retrainPolicy(assistantId: $assistantId) {\n      assistantId\n      restingUntil\n      ...PolicyForm_policy\n    }\n    canaryPlan(assistantId: $assistantId) {\n      ...CanaryPlanForm_plan\n    }\n  }\n"): (typeof documents)["\n  query PolicyPage($assistantId: ID!) {\n    retrainPolicy(assistantId: $assistantId) {\n      assistantId\n      restingUntil\n      ...PolicyForm_policy\n    }\n    canaryPlan(assistantId: $assistantId) {\n      ...CanaryPlanForm_plan\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PolicyForm_policy on RetrainPolicy {\n    assistantId\n    cron\n    timeZone\n    volume\n    debounceMinutes\n    approval\n    rollout\n    acceptance\n    twoPersons\n    recipe\n    encoder\n    warmStart\n    trialCount\n    trialBudgetSeconds\n    newLabels\n    nextScheduledAt\n  }\n"): (typeof documents)["\n  fragment PolicyForm_policy on RetrainPolicy {\n    assistantId\n    cron\n    timeZone\n    volume\n    debounceMinutes\n    approval\n    rollout\n    acceptance\n    twoPersons\n    recipe\n    encoder\n    warmStart\n    trialCount\n    trialBudgetSeconds\n    newLabels\n    nextScheduledAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetRetrainPolicy($input: SetRetrainPolicyInput!) {\n    setRetrainPolicy(input: $input) {\n      retrainPolicy {\n        assistantId\n        ...PolicyForm_policy\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetRetrainPolicy($input: SetRetrainPolicyInput!) {\n    setRetrainPolicy(input: $input) {\n      retrainPolicy {\n        assistantId\n        ...PolicyForm_policy\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelTrainingRun($input: CancelTrainingRunInput!) {\n    cancelTrainingRun(input: $input) {\n      trainingRun {\n        id\n        state\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelTrainingRun($input: CancelTrainingRunInput!) {\n    cancelTrainingRun(input: $input) {\n      trainingRun {\n        id\n        state\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LogTail_run on TrainingRun {\n    log(last: 200)\n  }\n"): (typeof documents)["\n  fragment LogTail_run on TrainingRun {\n    log(last: 200)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MadeVersion_run on TrainingRun {\n    assistantId\n    modelVersion {\n      id\n      number\n      state\n      evaluation {\n        verdict\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment MadeVersion_run on TrainingRun {\n    assistantId\n    modelVersion {\n      id\n      number\n      state\n      evaluation {\n        verdict\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Metrics_run on TrainingRun {\n    metrics(last: 400) {\n      name\n      step\n      value\n    }\n  }\n"): (typeof documents)["\n  fragment Metrics_run on TrainingRun {\n    metrics(last: 400) {\n      name\n      step\n      value\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunPage_run on TrainingRun {\n    id\n    assistantId\n    trigger\n    reason\n    state\n    progress\n    startedAt\n    finishedAt\n    error\n    ...Stages_run\n    ...Metrics_run\n    ...LogTail_run\n    ...MadeVersion_run\n    ...Trials_run\n  }\n"): (typeof documents)["\n  fragment RunPage_run on TrainingRun {\n    id\n    assistantId\n    trigger\n    reason\n    state\n    progress\n    startedAt\n    finishedAt\n    error\n    ...Stages_run\n    ...Metrics_run\n    ...LogTail_run\n    ...MadeVersion_run\n    ...Trials_run\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunPage($id: ID!) {\n    trainingRun(id: $id) {\n      id\n      sequence\n      ...RunPage_run\n    }\n  }\n"): (typeof documents)["\n  query RunPage($id: ID!) {\n    trainingRun(id: $id) {\n      id\n      sequence\n      ...RunPage_run\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RunPageUpdated($id: ID!) {\n    trainingRunUpdated(runId: $id) {\n      id\n      sequence\n      ...RunPage_run\n    }\n  }\n"): (typeof documents)["\n  subscription RunPageUpdated($id: ID!) {\n    trainingRunUpdated(runId: $id) {\n      id\n      sequence\n      ...RunPage_run\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Stages_run on TrainingRun {\n    state\n    stage\n    stages {\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment Stages_run on TrainingRun {\n    state\n    stage\n    stages {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Trials_run on TrainingRun {\n    trials {\n      number\n      parameters {\n        name\n        value\n      }\n      state\n      score\n      curve {\n        step\n        value\n      }\n      isChosen\n    }\n  }\n"): (typeof documents)["\n  fragment Trials_run on TrainingRun {\n    trials {\n      number\n      parameters {\n        name\n        value\n      }\n      state\n      score\n      curve {\n        step\n        value\n      }\n      isChosen\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunsPage($assistantId: ID!, $first: Int!, $after: String) {\n    trainingRuns(assistantId: $assistantId, first: $first, after: $after) {\n      edges {\n        node {\n          id\n          sequence\n          state\n          ...RunRow_run\n          ...RunningPanel_run\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n"): (typeof documents)["\n  query RunsPage($assistantId: ID!, $first: Int!, $after: String) {\n    trainingRuns(assistantId: $assistantId, first: $first, after: $after) {\n      edges {\n        node {\n          id\n          sequence\n          state\n          ...RunRow_run\n          ...RunningPanel_run\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestRetraining($input: RequestRetrainingInput!) {\n    requestRetraining(input: $input) {\n      trainingRun {\n        id\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestRetraining($input: RequestRetrainingInput!) {\n    requestRetraining(input: $input) {\n      trainingRun {\n        id\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunRow_run on TrainingRun {\n    id\n    assistantId\n    trigger\n    reason\n    state\n    stage\n    progress\n    startedAt\n    finishedAt\n    modelVersion {\n      id\n      number\n    }\n  }\n"): (typeof documents)["\n  fragment RunRow_run on TrainingRun {\n    id\n    assistantId\n    trigger\n    reason\n    state\n    stage\n    progress\n    startedAt\n    finishedAt\n    modelVersion {\n      id\n      number\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AssistantRunChanged($assistantId: ID!) {\n    trainingRunChanged(assistantId: $assistantId) {\n      id\n      sequence\n      state\n      ...RunRow_run\n      ...RunningPanel_run\n    }\n  }\n"): (typeof documents)["\n  subscription AssistantRunChanged($assistantId: ID!) {\n    trainingRunChanged(assistantId: $assistantId) {\n      id\n      sequence\n      state\n      ...RunRow_run\n      ...RunningPanel_run\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AssistantDeploymentUpdated($assistantId: ID!) {\n    deploymentUpdated(assistantId: $assistantId) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  subscription AssistantDeploymentUpdated($assistantId: ID!) {\n    deploymentUpdated(assistantId: $assistantId) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AssistantLayout($assistantId: ID!) {\n    assistant(id: $assistantId) {\n      id\n      name\n    }\n    ...AssistantSwitcher_query\n  }\n"): (typeof documents)["\n  query AssistantLayout($assistantId: ID!) {\n    assistant(id: $assistantId) {\n      id\n      name\n    }\n    ...AssistantSwitcher_query\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AssistantSwitcher_query on Query {\n    assistants(first: 100) {\n      edges {\n        node {\n          id\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment AssistantSwitcher_query on Query {\n    assistants(first: 100) {\n      edges {\n        node {\n          id\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindVersion($id: ID!) {\n    modelVersion(id: $id) {\n      id\n      assistantId\n    }\n  }\n"): (typeof documents)["\n  query FindVersion($id: ID!) {\n    modelVersion(id: $id) {\n      id\n      assistantId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindRun($id: ID!) {\n    trainingRun(id: $id) {\n      id\n      assistantId\n    }\n  }\n"): (typeof documents)["\n  query FindRun($id: ID!) {\n    trainingRun(id: $id) {\n      id\n      assistantId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FirstAssistant {\n    assistants(first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FirstAssistant {\n    assistants(first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ShellViewer {\n    viewer {\n      id\n      roles\n    }\n  }\n"): (typeof documents)["\n  query ShellViewer {\n    viewer {\n      id\n      roles\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignInViewer {\n    viewer {\n      id\n      roles\n    }\n  }\n"): (typeof documents)["\n  query SignInViewer {\n    viewer {\n      id\n      roles\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Comparison_evaluation on Evaluation {\n    accuracy {\n      value\n      low\n      high\n    }\n    championAccuracy\n    macroF1\n    championMacroF1\n    difference {\n      value\n      low\n      high\n    }\n    pValue\n    calibrationError\n    languageAccuracy\n    outOfScope {\n      recall\n      support\n    }\n  }\n"): (typeof documents)["\n  fragment Comparison_evaluation on Evaluation {\n    accuracy {\n      value\n      low\n      high\n    }\n    championAccuracy\n    macroF1\n    championMacroF1\n    difference {\n      value\n      low\n      high\n    }\n    pValue\n    calibrationError\n    languageAccuracy\n    outOfScope {\n      recall\n      support\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Confusions_evaluation on Evaluation {\n    confusions {\n      actual\n      predicted\n      count\n    }\n  }\n"): (typeof documents)["\n  fragment Confusions_evaluation on Evaluation {\n    confusions {\n      actual\n      predicted\n      count\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Decision_version on ModelVersion {\n    id\n    number\n    state\n    trafficShare\n    evidenceHash\n    isEvidenceStale\n    isRefreshingEvidence\n    approval {\n      decision\n      by\n      at\n      comment\n    }\n  }\n"): (typeof documents)["\n  fragment Decision_version on ModelVersion {\n    id\n    number\n    state\n    trafficShare\n    evidenceHash\n    isEvidenceStale\n    isRefreshingEvidence\n    approval {\n      decision\n      by\n      at\n      comment\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DrawnLine_evaluation on Evaluation {\n    thresholds {\n      accept\n      margin\n      cost {\n        wrongAnswer\n        falseRejection\n        question\n        outOfScopeShare\n      }\n    }\n    tradeOff {\n      accept {\n        threshold\n        accuracy\n        outOfScopeRecall\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment DrawnLine_evaluation on Evaluation {\n    thresholds {\n      accept\n      margin\n      cost {\n        wrongAnswer\n        falseRejection\n        question\n        outOfScopeShare\n      }\n    }\n    tradeOff {\n      accept {\n        threshold\n        accuracy\n        outOfScopeRecall\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EntityQuality_evaluation on Evaluation {\n    entities {\n      type\n      precision\n      recall\n      f1\n      support\n    }\n  }\n"): (typeof documents)["\n  fragment EntityQuality_evaluation on Evaluation {\n    entities {\n      type\n      precision\n      recall\n      f1\n      support\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Lineage_version on ModelVersion {\n    assistantId\n    datasetSnapshotId\n    artifactUri\n    artifactSha256\n    evidenceHash\n    revision\n    seed\n    recipe\n    startedFrom {\n      id\n      number\n    }\n    trial {\n      number\n    }\n    snapshot {\n      id\n      sha256\n      exampleCount\n    }\n    trainingRun {\n      id\n      reason\n    }\n  }\n"): (typeof documents)["\n  fragment Lineage_version on ModelVersion {\n    assistantId\n    datasetSnapshotId\n    artifactUri\n    artifactSha256\n    evidenceHash\n    revision\n    seed\n    recipe\n    startedFrom {\n      id\n      number\n    }\n    trial {\n      number\n    }\n    snapshot {\n      id\n      sha256\n      exampleCount\n    }\n    trainingRun {\n      id\n      reason\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VersionPage_version on ModelVersion {\n    id\n    number\n    state\n    createdAt\n    evaluation {\n      support\n      ...VerdictPanel_evaluation\n      ...Comparison_evaluation\n      ...DrawnLine_evaluation\n      ...PerIntent_evaluation\n      ...Confusions_evaluation\n      ...EntityQuality_evaluation\n    }\n    ...Decision_version\n    ...Lineage_version\n  }\n"): (typeof documents)["\n  fragment VersionPage_version on ModelVersion {\n    id\n    number\n    state\n    createdAt\n    evaluation {\n      support\n      ...VerdictPanel_evaluation\n      ...Comparison_evaluation\n      ...DrawnLine_evaluation\n      ...PerIntent_evaluation\n      ...Confusions_evaluation\n      ...EntityQuality_evaluation\n    }\n    ...Decision_version\n    ...Lineage_version\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VersionPage($id: ID!) {\n    modelVersion(id: $id) {\n      ...VersionPage_version\n    }\n  }\n"): (typeof documents)["\n  query VersionPage($id: ID!) {\n    modelVersion(id: $id) {\n      ...VersionPage_version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PerIntent_evaluation on Evaluation {\n    perIntent {\n      intent\n      precision\n      recall\n      f1\n      support\n      championF1\n    }\n  }\n"): (typeof documents)["\n  fragment PerIntent_evaluation on Evaluation {\n    perIntent {\n      intent\n      precision\n      recall\n      f1\n      support\n      championF1\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RejectModelVersion($input: RejectModelVersionInput!) {\n    rejectModelVersion(input: $input) {\n      modelVersion {\n        id\n        state\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RejectModelVersion($input: RejectModelVersionInput!) {\n    rejectModelVersion(input: $input) {\n      modelVersion {\n        id\n        state\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshEvidence($input: RefreshEvidenceInput!) {\n    refreshEvidence(input: $input) {\n      modelVersion {\n        id\n        evidenceHash\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshEvidence($input: RefreshEvidenceInput!) {\n    refreshEvidence(input: $input) {\n      modelVersion {\n        id\n        evidenceHash\n      }\n      errors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveModelVersion($input: ApproveModelVersionInput!) {\n    approveModelVersion(input: $input) {\n      __typename\n      ... on ApproveModelVersionSuccess {\n        modelVersion {\n          id\n          state\n        }\n      }\n      ... on EvidenceStale {\n        code\n        currentEvidenceHash\n      }\n      ... on ApprovalRefused {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ApproveModelVersion($input: ApproveModelVersionInput!) {\n    approveModelVersion(input: $input) {\n      __typename\n      ... on ApproveModelVersionSuccess {\n        modelVersion {\n          id\n          state\n        }\n      }\n      ... on EvidenceStale {\n        code\n        currentEvidenceHash\n      }\n      ... on ApprovalRefused {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VerdictPanel_evaluation on Evaluation {\n    verdict\n    difference {\n      value\n      low\n      high\n    }\n    support\n  }\n"): (typeof documents)["\n  fragment VerdictPanel_evaluation on Evaluation {\n    verdict\n    difference {\n      value\n      low\n      high\n    }\n    support\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VersionsPage($assistantId: ID!, $first: Int!, $after: String) {\n    modelVersions(assistantId: $assistantId, first: $first, after: $after) {\n      edges {\n        node {\n          id\n          ...VersionRow_version\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n"): (typeof documents)["\n  query VersionsPage($assistantId: ID!, $first: Int!, $after: String) {\n    modelVersions(assistantId: $assistantId, first: $first, after: $after) {\n      edges {\n        node {\n          id\n          ...VersionRow_version\n        }\n      }\n      pageInfo {\n        ...Pager_pageInfo\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VersionRow_version on ModelVersion {\n    id\n    assistantId\n    number\n    state\n    createdAt\n    evaluation {\n      verdict\n      accuracy {\n        value\n      }\n      macroF1\n    }\n  }\n"): (typeof documents)["\n  fragment VersionRow_version on ModelVersion {\n    id\n    assistantId\n    number\n    state\n    createdAt\n    evaluation {\n      verdict\n      accuracy {\n        value\n      }\n      macroF1\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MarkedText_span on EntitySpan {\n    type\n    value\n    start\n    end\n  }\n"): (typeof documents)["\n  fragment MarkedText_span on EntitySpan {\n    type\n    value\n    start\n    end\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Pager_pageInfo on PageInfo {\n    hasNextPage\n    endCursor\n  }\n"): (typeof documents)["\n  fragment Pager_pageInfo on PageInfo {\n    hasNextPage\n    endCursor\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;