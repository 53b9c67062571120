package dev.mandate.authz.policies;

import dev.mandate.authz.cedar.publish.PolicyFile;
import java.util.ArrayList;

/** The policies that the service ships, compiled once for all tests. */
public final class ShippedPolicies {
    private static final PolicyBook BOOK = compile(PolicyFiles.shipped());

    private ShippedPolicies() {}

    public static PolicyBook book() {
        return BOOK;
    }

    /** With one more file. */
    public static PolicyBook with(String name, String text) {
        var shipped = PolicyFiles.shipped();
        var files = new ArrayList<>(shipped.policies());
        files.add(new PolicyFile(name, text));
        return compile(new PolicyFiles(shipped.schema(), files));
    }

    private static PolicyBook compile(PolicyFiles files) {
        var result = PolicyCompiler.compile(files);
        if (result.book() == null) throw new AssertionError("refused: " + result.findings());
        return result.book();
    }
}
