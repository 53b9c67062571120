package dev.mandate.identity.workloads;

import dev.mandate.events.identity.WorkloadFacts.Status;
import dev.mandate.identity.agents.AgentRefusal;
import dev.mandate.identity.clients.TimedCredentials;

/** Why nothing is done about a workload. */
public sealed interface WorkloadRefusal {
    /** Whoever asks may not, or whom he names can't answer for it. */
    record Rights(AgentRefusal why) implements WorkloadRefusal {}

    /** Whoever has a credential of it is it: who may do all else to somebody's workload may not be it. */
    record Anothers() implements WorkloadRefusal {}

    /** What it is, and that it may act for longer, an administrator alone says. */
    record AdministratorsAlone() implements WorkloadRefusal {}

    /** It is no longer, or not yet, where this could be done to it. */
    record IllegalTransition(Status from, WorkloadTransition transition) implements WorkloadRefusal {}

    /** It is in use once somebody answers for it, and not before. */
    record NobodyAnswers() implements WorkloadRefusal {}

    /** What is retired or deleted has no credentials, and no time. */
    record Gone(Status status) implements WorkloadRefusal {}

    /** About one of its credentials. */
    record Credential(TimedCredentials.Refusal why) implements WorkloadRefusal {}
}
