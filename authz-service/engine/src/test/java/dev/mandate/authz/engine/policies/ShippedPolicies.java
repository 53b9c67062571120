package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import java.util.ArrayList;
import java.util.List;

/** The policies that the service ships, compiled once for all tests. */
public final class ShippedPolicies {
    private static final PolicyBook BOOK = compile(PolicyFiles.shipped());

    private ShippedPolicies() {}

    public static PolicyBook book() {
        return BOOK;
    }

    /** Who may publish. */
    public static PolicyBook governance() {
        var files = PolicyFiles.shippedGovernance();
        var result = PolicyCompiler.compile(PolicySetVersion.GOVERNANCE, files.digest(), files, List.of());
        var version = result.version();
        if (version == null) throw new AssertionError("refused: " + result.findings());
        return InForce.bookOf(version);
    }

    /** With one more file. */
    public static PolicyBook with(String name, String text) {
        var shipped = PolicyFiles.shipped();
        var files = new ArrayList<>(shipped.policies());
        files.add(new PolicyFile(name, text));
        return compile(new PolicyFiles(shipped.schema(), files));
    }

    private static PolicyBook compile(PolicyFiles files) {
        var result = PolicyCompiler.compile(PolicySetVersion.MAIN, files.digest(), files, List.of());
        var version = result.version();
        if (version == null) throw new AssertionError("refused: " + result.findings());
        return InForce.bookOf(version);
    }
}
