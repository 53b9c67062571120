package dev.mandate.identity.registration;

import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.names.LookAlikes;
import dev.mandate.messaging.proposals.Reach;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What people are told who look through an application: all that it would be, or become, each address on a line that shows its host. */
final class RegistrationReach {
    private static final String APPLICATION = ", an application that registered itself";

    private RegistrationReach() {}

    static Reach admission(RegistrationRow row) {
        var is = row.metadata();
        var lines = new ArrayList<String>();
        // One from before such names were refused.
        LookAlikes.wrongWith(is.name()).ifPresent(lines::add);
        for (var uri : is.redirectUris()) lines.add("whoever signs in to it is asked, and sent to " + uri);
        for (var uri : is.postLogoutUris()) lines.add("whoever signs out of it is sent to " + uri);
        lines.add("it gets at most " + row.scopes + " in his name");
        lines.add("by the grants " + row.grantTypes);
        return new Reach(row.id, all(is), "let people sign in to " + row.name + APPLICATION, lines);
    }

    /** What is new comes first, since only so many lines are shown. */
    static Reach change(RegistrationRow row, ClientMetadata wanted) {
        var is = row.metadata();
        var lines = new ArrayList<String>();
        for (var uri : without(wanted.redirectUris(), is.redirectUris()))
            lines.add("whoever signs in to it is asked, and may be sent to " + uri + ", too");
        for (var uri : without(wanted.postLogoutUris(), is.postLogoutUris()))
            lines.add("whoever signs out of it may be sent to " + uri + ", too");
        lines.add("it gets at most " + Scopes.write(wanted.scopes()) + " in his name, until now " + row.scopes);
        lines.add("by the grants " + Scopes.write(wanted.grantTypes()) + ", until now " + row.grantTypes);
        var gone = new ArrayList<>(without(is.redirectUris(), wanted.redirectUris()));
        gone.addAll(without(is.postLogoutUris(), wanted.postLogoutUris()));
        for (var uri : gone) lines.add("nobody is sent any more to " + uri);
        return new Reach(
                row.id,
                all(is) + ", then " + all(wanted),
                "let " + row.name + APPLICATION + ", be " + wanted.name(),
                lines);
    }

    /** Whatever of it were another would be something else than people looked at. */
    private static String all(ClientMetadata of) {
        return of.name() + ": addresses " + Scopes.write(of.redirectUris()) + ", after signing out "
                + Scopes.write(of.postLogoutUris()) + ", scopes " + Scopes.write(of.scopes()) + ", grants "
                + Scopes.write(of.grantTypes()) + ", ID tokens by " + of.idTokens();
    }

    private static List<String> without(Collection<String> these, Collection<String> those) {
        var left = new TreeSet<>(these);
        left.removeAll(those);
        return List.copyOf(left);
    }
}
