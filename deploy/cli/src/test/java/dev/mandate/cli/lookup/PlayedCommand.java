package dev.mandate.cli.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.cli.client.PlayedServices;
import dev.mandate.cli.client.PlayedServices.Asked;
import dev.mandate.cli.client.PlayedServices.Said;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Function;

/** A command of somebody who has a token, with services of which a test says what they answer. */
@FunctionalInterface
public interface PlayedCommand {
    int in(CommandContext context) throws IOException;

    /** @return what was printed */
    default String printed(Path home, Function<Asked, Said> answers) throws IOException {
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        try (var services = new PlayedServices(answers)) {
            var api = services.api();
            var signIn = new SignIn(api, new Layout(home, home.resolve("data")), "https://issuer.example");
            System.setOut(new PrintStream(printed, true, UTF_8));
            in(new CommandContext(
                    api,
                    signIn,
                    "token",
                    new Lookup(api, "token"),
                    "https://console.example",
                    "https://issuer.example"));
        } finally {
            System.setOut(out);
        }
        return printed.toString(UTF_8);
    }
}
