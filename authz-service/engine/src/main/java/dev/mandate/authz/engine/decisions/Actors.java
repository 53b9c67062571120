package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.delegations.DelegationChain;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.events.ids.IdentityId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom an answer is about; each identity once.
 *
 * @param delegators from the one who handed the task to the subject up to the person
 * @param acting the subject and its delegators; without owners
 * @param chain every identity on whose standing the answer depends
 */
record Actors(List<IdentityId> delegators, List<IdentityId> acting, List<IdentityId> chain) {

    static Actors of(@Nullable IdentityId subject, @Nullable DelegationChain delegation, Directory directory) {
        var delegators = new ArrayList<IdentityId>(2);
        if (delegation != null) for (var link : delegation.links()) once(delegators, link.delegator());
        var acting = new ArrayList<IdentityId>(3);
        if (subject != null) acting.add(subject);
        for (var delegator : delegators) once(acting, delegator);
        var chain = new ArrayList<IdentityId>(4);
        for (var actor : acting) {
            once(chain, actor);
            var owner = ownerOf(actor, directory);
            if (owner != null) once(chain, owner);
            above(actor, directory, chain);
        }
        return new Actors(List.copyOf(delegators), List.copyOf(acting), List.copyOf(chain));
    }

    /** The agent that made it, who answers for that one, and so on; an end, since nobody comes in twice. */
    private static void above(IdentityId agent, Directory directory, List<IdentityId> chain) {
        var state = directory.identities().get(agent.value()).state();
        var parent = state == null ? null : state.parentAgent();
        while (parent != null && !chain.contains(parent)) {
            chain.add(parent);
            var its = directory.identities().get(parent.value()).state();
            if (its == null) return;
            if (its.owner() != null) once(chain, its.owner());
            parent = its.parentAgent();
        }
    }

    static @Nullable IdentityId ownerOf(IdentityId identity, Directory directory) {
        var state = directory.identities().get(identity.value()).state();
        return state == null ? null : state.owner();
    }

    /** Chains are four deep at most, so that looking through them is cheaper than hashing. */
    private static void once(List<IdentityId> some, IdentityId one) {
        if (!some.contains(one)) some.add(one);
    }
}
