package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import java.util.ArrayList;
import java.util.List;

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

    private static PolicyBook compile(String set, PolicyFiles files) {
        return Compilation.of(set, files.digest(), files, List.of())
                .fold(compiled -> InForce.bookOf(compiled.version()), refused -> {
                    throw new AssertionError("refused: " + refused.findings());
                });
    }
}
