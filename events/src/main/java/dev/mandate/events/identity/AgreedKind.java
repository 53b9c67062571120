package dev.mandate.events.identity;

import dev.mandate.events.ids.DecisionId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a person needs not be asked for each call of a kind, within one task: said by who gave the task, when he was asked about a call of it. The kind is the scope of the
 * {@link DelegationState} that has this, the task its parent; nobody acts under it. It gives no right, but answers those who would ask him, and nobody else.
 *
 * @param decision the denial that asked him
 * @param policies that demanded his approval then; what another one demands is asked for as ever
 * @param policyVersion as on the decision; by other policies he is asked anew
 * @param arguments names of all arguments of the call that he was asked about; about one that has another besides, such as a copy to somebody, he is asked anew
 * @param client through which he said so
 * @param acr how he had signed in for it; null where nothing says so
 */
public record AgreedKind(
        DecisionId decision,
        List<String> policies,
        String policyVersion,
        List<String> arguments,
        String client,
        @Nullable String acr) {
    public AgreedKind {
        Objects.requireNonNull(decision, "decision is missing");
        Objects.requireNonNull(policyVersion, "policyVersion is missing");
        Objects.requireNonNull(client, "client is missing");
        policies = policies == null ? List.of() : List.copyOf(policies);
        arguments = arguments == null ? List.of() : List.copyOf(arguments);
        if (policies.isEmpty()) throw new IllegalArgumentException("policies must not be empty");
    }
}
