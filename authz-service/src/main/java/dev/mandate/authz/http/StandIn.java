package dev.mandate.authz.http;

import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import java.util.Set;

/**
 * Files that count for a set of which no version is in force, at this replica.
 *
 * @param version digest of the files
 * @param policies how many there are
 * @param shipped whether they came with the service; else they are of the operator's directory
 */
record StandIn(String set, String version, int policies, boolean shipped) {
    private static final Set<String> SHIPPED = Set.of(
            PolicyFiles.shipped().digest(), PolicyFiles.shippedGovernance().digest());

    static StandIn of(PolicySetVersion files) {
        return new StandIn(files.set(), files.name(), files.policies().size(), SHIPPED.contains(files.name()));
    }
}
