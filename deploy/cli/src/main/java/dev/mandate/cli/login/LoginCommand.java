package dev.mandate.cli.login;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignedInPerson;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.SystemOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mandate login}: whoever types commands says who he is, at a browser. */
@Command(
        name = "login",
        description = "Sign in at a browser; commands run as you from then on, and not as the bootstrap client.")
public final class LoginCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Override
    public Integer call() throws InterruptedException {
        signIn(options.system());
        return 0;
    }

    /** Whoever opens the page that is printed is signed in at this checkout. */
    public static void signIn(MandateSystem system) throws InterruptedException {
        var api = new ApiClient(system.ports());
        var client = CommandLineClient.id(system.layout())
                .orElseThrow(() -> new IllegalStateException(
                        "this system knows no command line yet; `deploy/mandate up` registers it"));
        var scope = String.join(" ", CommandLineClient.scopes(api));
        var tokens = DeviceSignIn.of(api, () -> Map.of("client_id", client)).tokens(scope, System.out::println);
        new SignedInPerson(api, system.layout()).begin(client, tokens);
        System.out.println(Whoever.of(api, tokens.path("access_token").asText()).words());
        System.out.println("Commands run as you until you sign out, here by `deploy/mandate logout`.");
    }
}
