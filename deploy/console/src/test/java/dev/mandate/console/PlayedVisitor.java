package dev.mandate.console;

import dev.mandate.console.signin.Visitor;
import dev.mandate.events.lifecycle.MandateRole;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.EnumSet;
import java.util.Set;

/** Ada, signed in by password, who holds every role unless a test says otherwise. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedVisitor implements Visitor {
    public static final String TOKEN = "the-access-token-of-ada";

    private Set<MandateRole> roles = EnumSet.allOf(MandateRole.class);

    @Override
    public String person() {
        return "per_01jdm0000000000000000000ad";
    }

    @Override
    public String name() {
        return "Ada Abel";
    }

    @Override
    public String acr() {
        return "urn:mandate:acr:password";
    }

    @Override
    public Set<MandateRole> roles() {
        return roles;
    }

    public void holds(Set<MandateRole> held) {
        roles = held;
    }

    @Override
    public String accessToken() {
        return TOKEN;
    }
}
