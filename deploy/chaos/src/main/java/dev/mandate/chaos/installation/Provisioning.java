package dev.mandate.chaos.installation;

import dev.mandate.cli.running.Service;
import dev.mandate.embedded.OwnersFile;
import dev.mandate.embedded.TlsCluster;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** {@code mandate provision}, by the binaries of whichever version, as an operator has it done. */
final class Provisioning {
    private static final String RECEIPTS = "mandate.receipts.secret=";

    private final Path directory;
    private final List<String> arguments;

    private Provisioning(Path directory, List<String> arguments) {
        this.directory = directory;
        this.arguments = arguments;
    }

    /**
     * @param database host and port
     * @param password of the server's administrator
     */
    static Provisioning of(TlsCluster cluster, String database, String password, Path directory) throws IOException {
        var administrator = new Properties();
        administrator.putAll(cluster.administrator());
        var config = new StringWriter();
        administrator.store(config, null);
        OwnersFile.write(directory.resolve("administrator.properties"), config.toString());
        OwnersFile.write(directory.resolve("password"), password);
        return new Provisioning(
                directory,
                List.of(
                        "--bootstrap-servers",
                        cluster.bootstrapServers(),
                        "--command-config",
                        directory.resolve("administrator.properties").toString(),
                        "--database",
                        database,
                        "--database-password-file",
                        directory.resolve("password").toString(),
                        "--credentials",
                        directory.resolve("credentials").toString(),
                        "--settings",
                        directory.resolve("settings").toString()));
    }

    Path credentials() {
        return directory.resolve("credentials");
    }

    Path settings(Service service) {
        return directory.resolve("settings").resolve(service.account() + ".properties");
    }

    /** As the page on upgrades has it: in its file, since an environment is read after a file that it names. */
    static void emptyReceipts(Path settings) {
        try (var lines = Files.lines(settings)) {
            var without = lines.map(line -> line.startsWith(RECEIPTS) ? RECEIPTS : line)
                    .collect(Collectors.joining("\n", "", "\n"));
            OwnersFile.write(settings, without);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty the receipts' secret", e);
        }
    }

    /** @throws IllegalStateException if it leaves something undone */
    void by(Path version) {
        var modules = version.resolve("deploy/cli/target");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                modules.resolve("classes") + ":" + modules.resolve("lib") + "/*",
                "dev.mandate.cli.Mandate",
                "provision"));
        command.addAll(arguments);
        var said = directory.resolve("provision.log");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                    .start();
            if (process.waitFor() != 0)
                throw new IllegalStateException("provision left something undone: " + Files.readString(said));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot provision", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
