package dev.mandate.identity.agents;

import dev.mandate.identity.clients.TimedCredentials;

/** Why nothing is done about an agent's secrets. */
sealed interface AgentSecretRefusal {
    /** Whoever asks may not. */
    record Rights(AgentRefusal why) implements AgentSecretRefusal {}

    /** Whoever has a secret of it is it: who may do all else to somebody's agent may not be it. */
    record Anothers() implements AgentSecretRefusal {}

    /** About one of them. */
    record Secret(TimedCredentials.Refusal why) implements AgentSecretRefusal {}
}
