package dev.mandate.identity.scim;

import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import java.util.ArrayList;
import java.util.List;

/** Of those that a filter holds for, which come one batch after the other, the ones that are answered; of all others only how many they are. */
final class MatchingPage<T extends ResourceNode> {
    private final int from;
    private final int count;
    private final List<T> resources = new ArrayList<>();
    private long total;
    private long scanned;
    private long bytes;

    /** @param from of the first that is answered, 0 for the first of all */
    MatchingPage(int from, int count) {
        this.from = from;
        this.count = count;
    }

    /** Before it is looked at. */
    void scanned(long more) {
        scanned += more;
        if (scanned > ScimReading.MOST_BYTES_SCANNED) throw ScimWork.exception(ScimReading.tooMany());
    }

    void add(List<T> matching) {
        for (var resource : matching) {
            if (total++ >= from && resources.size() < count && hasRoom()) add(resource);
        }
    }

    private boolean hasRoom() {
        return bytes < ScimReading.MOST_BYTES;
    }

    private void add(T resource) {
        resources.add(resource);
        bytes += resource.toString().length();
    }

    List<T> resources() {
        return List.copyOf(resources);
    }

    long total() {
        return total;
    }
}
