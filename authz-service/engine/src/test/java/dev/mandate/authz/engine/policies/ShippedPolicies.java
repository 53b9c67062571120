package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The policies that the service ships, compiled once for all tests. */
public final class ShippedPolicies {
    private static final PolicyBook BOOK = compile(PolicySetVersion.MAIN, PolicyFiles.shipped());

    private ShippedPolicies() {}

    public static PolicyBook book() {
        return BOOK;
    }

    /** Who may publish. */
    public static PolicyBook governance() {
        return compile(PolicySetVersion.GOVERNANCE, PolicyFiles.shippedGovernance());
    }

    /** With one more file. */
    public static PolicyBook with(String name, String text) {
        var shipped = PolicyFiles.shipped();
        var files = new ArrayList<>(shipped.policies());
        files.add(new PolicyFile(name, text));
        return compile(PolicySetVersion.MAIN, new PolicyFiles(shipped.schema(), files));
    }

    /** The example of an application's own set, beside the shipped one. */
    public static PolicyBook withExample(List<CatalogEntry.Application> applications) {
        var main = PolicyFiles.shipped();
        var example = example();
        var extended =
                ApplicationSchema.of(new PolicyFiles(main.schema(), List.of(example.get(0))), List.of(), applications);
        if (!extended.findings().isEmpty()) throw new AssertionError("refused: " + extended.findings());
        var sets = new TreeMap<String, PolicySetVersion>();
        sets.put(PolicySetVersion.MAIN, version(PolicySetVersion.MAIN, main));
        sets.put("invoicing", version("invoicing", extended.files()));
        return InForce.bookOf(sets, null);
    }

    /** With one more file, which may speak of what these applications declare. */
    public static PolicyBook with(String name, String text, List<CatalogEntry.Application> applications) {
        var shipped = PolicyFiles.shipped();
        var files = new ArrayList<>(shipped.policies());
        files.add(new PolicyFile(name, text));
        var extended = ApplicationSchema.of(new PolicyFiles(shipped.schema(), files), List.of(), applications);
        return compile(PolicySetVersion.MAIN, extended.files());
    }

    /** The policies and their tests in {@code deploy/policies/invoicing}. */
    public static List<PolicyFile> example() {
        var folder = Path.of("deploy", "policies", "invoicing");
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.exists(at.resolve(folder)))
                return List.of(
                        read(at.resolve(folder).resolve("invoicing.cedar")),
                        read(at.resolve(folder).resolve("invoicing.tests.yml")));
        throw new IllegalStateException("no " + folder + " above " + Path.of("").toAbsolutePath());
    }

    private static PolicyFile read(Path file) {
        try {
            return new PolicyFile(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PolicySetVersion version(String set, PolicyFiles files) {
        return Compilation.of(set, set + "/1", files, List.of()).fold(Compilation.Compiled::version, refused -> {
            throw new AssertionError("refused: " + refused.findings());
        });
    }

    private static PolicyBook compile(String set, PolicyFiles files) {
        return Compilation.of(set, files.digest(), files, List.of())
                .fold(compiled -> InForce.bookOf(compiled.version()), refused -> {
                    throw new AssertionError("refused: " + refused.findings());
                });
    }
}
