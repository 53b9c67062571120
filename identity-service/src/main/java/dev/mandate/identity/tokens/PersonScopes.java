package dev.mandate.identity.tokens;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.HeldRole;
import dev.mandate.identity.identities.HeldRoles;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.RoleStrengths;
import dev.mandate.identity.identities.Strength;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person gets: what everybody has, and by roles of Mandate itself the scopes of administration that he names. One who names
 * none gets none of these, so that a token for the day's work is no administrator's.
 */
@ApplicationScoped
public class PersonScopes {
    private final Identities identities;
    private final RoleStrengths strengths;
    private final HeldRoles heldRoles;
    private final InstantSource clock;

    PersonScopes(Identities identities, RoleStrengths strengths, HeldRoles heldRoles, InstantSource clock) {
        this.identities = identities;
        this.strengths = strengths;
        this.heldRoles = heldRoles;
        this.clock = clock;
    }

    /**
     * Refused where a role that he holds by now wants more than he showed, so that what he was given then doesn't go on; for now, where it isn't known.
     *
     * @param shown how strongly he signed in
     */
    public Uni<Optional<TokenRefusal>> goingOn(IdentityId person, Strength shown) {
        return strengths.lasts(person, shown).map(lasting -> switch (lasting) {
            case YES -> Optional.empty();
            case TOO_WEAK ->
                Optional.of(TokenRefusal.grant("a role of his needs a stronger sign-in: lead him to sign in anew"));
            case UNKNOWN ->
                Optional.of(TokenRefusal.notNow("which roles he holds isn't known now, and one may need a stronger"
                        + " sign-in: ask again in a minute, or lead him to sign in anew"));
        });
    }

    /** @param end of the roles that it takes; null if it takes none */
    record Right(GrantedAccess granted, @Nullable Instant end) {}

    /**
     * What a person may have at this moment.
     *
     * @param end of the roles that it takes; null if it takes none
     * @param needed how strongly he has to sign in to have all that he asks for and his roles give, and at all where he signs in
     */
    public record Held(Set<String> scopes, @Nullable Instant end, Strength needed) {
        public Held {
            scopes = Set.copyOf(scopes);
        }
    }

    /** @param shown how strongly he signed in */
    Uni<Result<Right, TokenRefusal>> granted(IdentityId person, RequestedAccess asked, Strength shown) {
        return strengths.toSignIn(person).chain(least -> {
            if (!shown.suffices(least))
                return Result.nowRefused(TokenRefusal.grant("a role of his needs a stronger sign-in"));
            return ofRoles(person, asked, shown);
        });
    }

    private Uni<Result<Right, TokenRefusal>> ofRoles(IdentityId person, RequestedAccess asked, Strength shown) {
        return roles(person, asked.scopes()).map(roles -> {
            var held = usable(roles, shown);
            var had = allowed(Scopes.OF_PERSON, held, asked.scopes());
            if (asked.scopes().stream().noneMatch(had::contains) && !shown.suffices(needed(roles, asked.scopes(), had)))
                return Result.<Right, TokenRefusal>refused(
                        TokenRefusal.scope("the role that gives this needs a stronger sign-in"));
            return GrantedAccess.narrow(had, asked.scopes(), asked.audience())
                    .map(granted -> new Right(granted, end(held, granted.scopes())));
        });
    }

    /**
     * For who signed in here: as by {@link Scopes#OF_SIGN_IN}, and by his roles.
     *
     * @param asked by name; empty for none, which gives what everybody has and nothing that has to be named
     * @param shown how strongly he signed in
     */
    public Uni<Held> toSignIn(IdentityId person, Set<String> asked, Strength shown) {
        return held(person, asked, shown)
                .chain(held -> strengths
                        .toSignIn(person)
                        .map(least ->
                                held.needed().suffices(least) ? held : new Held(held.scopes(), held.end(), least)));
    }

    /** As {@link #toSignIn}, of a sign-in that counts already: how strong one has to be at all {@link #goingOn} says. */
    public Uni<Held> held(IdentityId person, Set<String> asked, Strength shown) {
        return roles(person, asked).map(roles -> {
            var held = usable(roles, shown);
            var everybodys = asked.isEmpty() ? Scopes.OF_PERSON : Scopes.OF_SIGN_IN;
            var scopes = allowed(everybodys, held, asked);
            if (asked.isEmpty()) scopes.removeAll(Scopes.ON_REQUEST);
            else scopes.retainAll(asked);
            return new Held(scopes, end(held, scopes), needed(roles, asked, scopes));
        });
    }

    private List<HeldRole> usable(List<HeldRole> roles, Strength shown) {
        return roles.stream()
                .filter(role -> shown.suffices(strengths.of(role.role())))
                .toList();
    }

    /** Of the roles that give what he asks for and hasn't by the others. */
    private Strength needed(List<HeldRole> roles, Set<String> asked, Set<String> had) {
        return roles.stream()
                .filter(role -> Scopes.of(role.role()).stream()
                        .anyMatch(scope -> asked.contains(scope) && !had.contains(scope)))
                .map(role -> strengths.of(role.role()))
                .max(Comparator.naturalOrder())
                .orElse(Strength.NONE);
    }

    /** Those that count now: none while they may have been taken from him unheard. Not looked for where he asks for nothing that needs one. */
    private Uni<List<HeldRole>> roles(IdentityId person, Set<String> asked) {
        if (Scopes.OF_SIGN_IN.containsAll(asked)) return Uni.createFrom().item(List.of());
        return identities.mandateRoles(person).chain(held -> {
            var now = clock.instant();
            var valid = held.stream().filter(role -> role.validAt(now)).toList();
            return valid.isEmpty()
                    ? Uni.createFrom().item(valid)
                    : heldRoles.areAllTold().map(told -> told ? valid : List.of());
        });
    }

    private static Set<String> allowed(Set<String> everybodys, List<HeldRole> held, Set<String> asked) {
        var allowed = new TreeSet<>(everybodys);
        if (asked.isEmpty()) return allowed;
        for (var role : held) allowed.addAll(Scopes.of(role.role()));
        return allowed;
    }

    private static @Nullable Instant end(List<HeldRole> held, Set<String> taken) {
        if (Scopes.OF_SIGN_IN.containsAll(taken)) return null;
        return held.stream().map(HeldRole::until).min(Comparator.naturalOrder()).orElse(null);
    }
}
