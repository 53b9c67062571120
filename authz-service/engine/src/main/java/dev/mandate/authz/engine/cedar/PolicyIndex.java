package dev.mandate.authz.engine.cedar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** The positions of policies in their set, by action, then principal, then resource of their scopes. */
final class PolicyIndex {

    private final ScopeIndex<ScopeIndex<ScopeIndex<List<Integer>>>> byAction =
            new ScopeIndex<>(() -> new ScopeIndex<>(() -> new ScopeIndex<>(ArrayList::new)));

    private final int size;

    PolicyIndex(List<Policy> policies) {
        size = policies.size();
        for (var position = 0; position < policies.size(); position++) add(policies.get(position), position);
    }

    private void add(Policy policy, int position) {
        var actions = policy.action().actions();
        if (actions == null) {
            byAction.any().at(policy.principal()).at(policy.resource()).add(position);
            return;
        }
        for (var action : actions) {
            byAction.at(action, policy.action().within())
                    .at(policy.principal())
                    .at(policy.resource())
                    .add(position);
        }
    }

    /** Positions of the policies whose scope fits, up to the type of an {@code is … in …}. */
    BitSet candidates(Request request, Entities entities) {
        var found = new BitSet(size);
        var resource = entities.get(request.resource());
        visit(
                request,
                entities,
                byResource ->
                        byResource.matching(request.resource(), resource, positions -> positions.forEach(found::set)));
        return found;
    }

    /** The same, of any resource of the type of the one that the request names. */
    BitSet candidatesOfAny(Request request, Entities entities) {
        var found = new BitSet(size);
        visit(
                request,
                entities,
                byResource ->
                        byResource.matchingType(request.resource().type(), positions -> positions.forEach(found::set)));
        return found;
    }

    /** All whose action and principal fit. */
    private void visit(Request request, Entities entities, Consumer<ScopeIndex<List<Integer>>> byResource) {
        var principal = entities.get(request.principal());
        byAction.matching(
                request.action(),
                entities.get(request.action()),
                byPrincipal -> byPrincipal.matching(request.principal(), principal, byResource));
    }
}
