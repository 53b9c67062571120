package dev.mandate.identity.agents;

import dev.mandate.identity.clients.TimedCredentials;

/** Why nothing is done about an agent's secrets. */
sealed interface AgentSecretRefusal {
    /** Whoever asks may not. */
    record Rights(AgentRefusal why) implements AgentSecretRefusal {}

    /** About one of them. */
    record Secret(TimedCredentials.Refusal why) implements AgentSecretRefusal {}
}
