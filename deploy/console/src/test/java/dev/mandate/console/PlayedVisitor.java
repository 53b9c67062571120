package dev.mandate.console;

import dev.mandate.console.signin.Visitor;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** Ada, signed in by password. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedVisitor implements Visitor {
    public static final String TOKEN = "the-access-token-of-ada";

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
    public String accessToken() {
        return TOKEN;
    }
}
