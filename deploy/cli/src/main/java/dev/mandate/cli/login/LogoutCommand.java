package dev.mandate.cli.login;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignedInPerson;
import dev.mandate.cli.running.SystemOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mandate logout}. */
@Command(name = "logout", description = "Sign out here; commands run as the bootstrap client again.")
public final class LogoutCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Override
    public Integer call() {
        var system = options.system();
        var ended = new SignedInPerson(new ApiClient(system.ports()), system.layout()).end();
        System.out.println(ended ? "You are signed out here." : "Nobody was signed in here.");
        return 0;
    }
}
