package dev.mandate.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of the protocol's own that is pointed at a server, and finds its way to whom it has to ask by itself. */
final class ClientByItself implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;

    /**
     * @param version which of npm's packages it is: {@code sdk} or {@code client}
     * @param calls as JSON, with ' for "
     */
    ClientByItself(String version, String url, String calls) throws IOException {
        var script = Peers.DIRECTORY.resolve("oauth.mjs");
        Files.copy(Path.of("src/test/peers/oauth.mjs"), script, StandardCopyOption.REPLACE_EXISTING);
        process = new ProcessBuilder("node", script.toString(), version, url, calls.replace('\'', '"'))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        says = process.inputReader(UTF_8);
    }

    /** Where its person's browser goes. */
    String leadsTo() throws Exception {
        var line = says();
        assertThat(line).startsWith("http");
        return line;
    }

    /** What it saw: tools, and what became of its calls. */
    JsonNode sees() throws Exception {
        return new ObjectMapper().readTree(says());
    }

    void triesAgain() throws IOException {
        var in = process.outputWriter(UTF_8);
        in.write("again\n");
        in.flush();
    }

    /** What it says next, whichever it is. */
    String says() throws Exception {
        var line = CompletableFuture.supplyAsync(() -> {
                    try {
                        return says.readLine();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .get(60, TimeUnit.SECONDS);
        assertThat(line).as("the client ended").isNotNull();
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
