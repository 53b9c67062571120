package dev.mandate.authz.engine.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.events.digests.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The files of one policy set, {@code *.cedar} in the order of their names, and the schema that they must fit. */
public record PolicyFiles(PolicyFile schema, List<PolicyFile> policies) {
    /** Name of the file with the schema. */
    public static final String SCHEMA = "schema.cedarschema";

    private static final String GOVERNANCE = "governance/";
    private static final String EXTENSION = ".cedar";
    private static final List<String> SHIPPED =
            List.of("agents.cedar", "attributes.cedar", "models.cedar", "people.cedar", "sessions.cedar");

    public static PolicyFiles shipped() {
        return new PolicyFiles(
                resource("", SCHEMA),
                SHIPPED.stream().map(name -> resource("", name)).toList());
    }

    /** Who may publish, as it is before anybody publishes another {@code governance}. */
    public static PolicyFiles shippedGovernance() {
        return new PolicyFiles(resource(GOVERNANCE, SCHEMA), List.of(resource(GOVERNANCE, "governance.cedar")));
    }

    /** The schema of a set that brings none. */
    public static PolicyFile shippedSchema(String set) {
        return resource(set.equals(PolicySetVersion.GOVERNANCE) ? GOVERNANCE : "", SCHEMA);
    }

    /** Of the shipped files those about sessions. */
    static PolicyFiles sessions() {
        return new PolicyFiles(resource("", SCHEMA), List.of(resource("", "sessions.cedar")));
    }

    /** A directory without a schema of its own uses the shipped one. */
    public static PolicyFiles in(Path directory) throws IOException {
        var policies = new ArrayList<PolicyFile>();
        for (var path : list(directory)) policies.add(read(path));
        var schema = directory.resolve(SCHEMA);
        return new PolicyFiles(Files.exists(schema) ? read(schema) : resource("", SCHEMA), List.copyOf(policies));
    }

    /** Changes whenever a file is added, removed or written, so that unchanged files needn't be read. */
    public static String fingerprint(Path directory) throws IOException {
        var fingerprint = new StringBuilder();
        var paths = new ArrayList<>(list(directory));
        var schema = directory.resolve(SCHEMA);
        if (Files.exists(schema)) paths.add(schema);
        for (var path : paths) {
            fingerprint.append(path.getFileName()).append(' ');
            fingerprint.append(Files.getLastModifiedTime(path).toInstant()).append(' ');
            fingerprint.append(Files.size(path)).append('\n');
        }
        return fingerprint.toString();
    }

    /** Names the texts exactly: the same digest is the same policies. */
    public String digest() {
        var digest = Sha256.begun();
        feed(digest, schema);
        for (var policy : policies) feed(digest, policy);
        return Sha256.ended(digest).named();
    }

    private static void feed(MessageDigest digest, PolicyFile file) {
        for (var text : List.of(file.name(), file.text())) {
            var bytes = text.getBytes(UTF_8);
            digest.update((bytes.length + ":").getBytes(UTF_8));
            digest.update(bytes);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
        }
    }

    private static PolicyFile read(Path path) throws IOException {
        return new PolicyFile(path.getFileName().toString(), Files.readString(path));
    }

    private static PolicyFile resource(String folder, String name) {
        try (var stream = PolicyFiles.class.getResourceAsStream("/policies/" + folder + name)) {
            if (stream == null)
                throw new IllegalStateException("the shipped file policies/" + folder + name + " is missing");
            return new PolicyFile(name, new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
