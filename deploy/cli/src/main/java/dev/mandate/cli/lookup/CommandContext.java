package dev.mandate.cli.lookup;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;

/**
 * What a command works with: the running system, signed in by {@code login}, else as the administrator.
 *
 * @param admin the token of whoever types, the first-run client's where nobody has signed in
 * @param consoleUrl where people act on pages
 * @param issuer where tokens are asked for, and applications are pointed at
 */
public record CommandContext(
        ApiClient api, SignIn signIn, String admin, Lookup lookup, String consoleUrl, String issuer) {
    /** The person who signed in by {@code login}, where commands take a person. */
    public static final String ME = "me";

    public static CommandContext of(SystemOptions options) {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var signIn = new SignIn(api, system);
        var admin = signIn.operator();
        return new CommandContext(
                api,
                signIn,
                admin,
                new Lookup(api, admin),
                system.ports().url(Service.CONSOLE),
                system.ports().url(Service.IDENTITY));
    }

    /** A token with which this person answers for single calls of agents. */
    public String answeringOf(String person) {
        if (person.equals(ME)) return signIn.myself();
        return signIn.answering(SignIn.played(lookup.person(person)));
    }

    /** A token with which this person also agrees to calls like one that he is asked about, or no longer does. */
    public String agreeingOf(String person) {
        if (person.equals(ME)) return signIn.myself();
        return signIn.agreeing(SignIn.played(lookup.person(person)));
    }

    /** A token of this person's own. */
    public String tokenOf(String person) {
        if (person.equals(ME)) return signIn.myself();
        return signIn.person(SignIn.played(lookup.person(person)));
    }
}
