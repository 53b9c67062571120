package dev.mandate.authz.policies;

/** The policies that the service ships, compiled once for all tests. */
public final class ShippedPolicies {
    private static final PolicyCompiler.Result RESULT = PolicyCompiler.compile(PolicyFiles.shipped());

    private ShippedPolicies() {}

    public static PolicyBook book() {
        if (RESULT.book() == null) throw new AssertionError("refused: " + RESULT.findings());
        return RESULT.book();
    }
}
