package dev.mandate.provisioning;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Stops an account at the broker by denying it everything: a broker asks for rights with each request, so that connections which are open end in nothing,
 * where a changed password is noticed by the next connection only. What it is allowed besides stays written down, and counts again once it goes on.
 */
public final class AccountStops {
    private AccountStops() {}

    /**
     * In force on return.
     *
     * @param principal as the broker names it: {@code User:hr}
     * @return false if it was stopped already
     */
    public static boolean stop(Admin admin, String principal) {
        var denials = denials(principal);
        if (RightsPlan.rights(admin).containsAll(denials)) return false;
        RightsPlan.give(admin, denials);
        return true;
    }

    /** @return false if it wasn't stopped */
    public static boolean resume(Admin admin, String principal) {
        var denials = denials(principal);
        if (Collections.disjoint(RightsPlan.rights(admin), denials)) return false;
        RightsPlan.take(admin, denials);
        return true;
    }

    /** Whom the broker lets do anything, or did before it was stopped: {@code User:hr}. */
    public static Set<String> principals(Admin admin) {
        return RightsPlan.rights(admin).stream()
                .map(entry -> entry.entry().principal())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static boolean isDenial(AclBinding entry) {
        return denials(entry.entry().principal()).contains(entry);
    }

    private static List<AclBinding> denials(String principal) {
        return Arrays.stream(ResourceType.values())
                .filter(type -> !type.isUnknown() && type != ResourceType.ANY)
                .map(type -> new ResourcePattern(type, everyOne(type), PatternType.LITERAL))
                .map(all -> new AclBinding(
                        all, new AccessControlEntry(principal, "*", AclOperation.ALL, AclPermissionType.DENY)))
                .toList();
    }

    private static String everyOne(ResourceType type) {
        return type == ResourceType.CLUSTER ? Resource.CLUSTER_NAME : ResourcePattern.WILDCARD_RESOURCE;
    }
}
