package dev.mandate.lifecycle.workers;

import dev.mandate.messaging.http.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Workers and what they may do, for people who administer them. */
@Path("/workers")
class WorkerResource {
    record Found(List<WorkerView> workers) {}

    private final WorkerStore workers;

    WorkerResource(WorkerStore workers) {
        this.workers = workers;
    }

    /** One worker; 404 for an identity that isn't a worker's. */
    @GET
    @Path("/{identity}")
    @RolesAllowed("workers:read")
    @WithSession
    public Uni<WorkerView> one(String identity) {
        return find("identity", identity)
                .map(found -> found.stream()
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(
                                404, "unknown-worker", "Use the identity id of a worker, per_…", "identity")));
    }

    /** The worker with this employee id; an empty list where there is none. */
    @GET
    @RolesAllowed("workers:read")
    @WithSession
    public Uni<Found> byEmployee(@QueryParam("employeeId") @Nullable String employeeId) {
        if (employeeId == null || employeeId.isBlank())
            throw new ProblemException(400, "missing-parameter", "Name the employee: ?employeeId=…", "employeeId");
        return find("employee_id", employeeId).map(Found::new);
    }

    private Uni<List<WorkerView>> find(String column, String value) {
        if (value.length() > 100 || value.indexOf('\0') >= 0)
            return Uni.createFrom().item(List.of());
        return workers.find(column, value)
                .map(found -> found.stream()
                        .flatMap(worker -> Stream.ofNullable(WorkerView.of(worker)))
                        .filter(Objects::nonNull)
                        .toList());
    }
}
