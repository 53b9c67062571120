package dev.mandate.identity.workloads.imported;

import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.workloads.WorkloadRefusal;
import dev.mandate.identity.workloads.WorkloadTransitionResource;
import dev.mandate.identity.workloads.imported.ImportedLine.Outcome;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes over API keys and service accounts that other systems have. */
@Path("/workloads/import")
@RolesAllowed("workloads:write")
public class ImportResource {
    private static final Logger LOG = Logger.getLogger(ImportResource.class);

    private final Imports imports;
    private final SecurityIdentity security;

    ImportResource(Imports imports, SecurityIdentity security) {
        this.imports = imports;
        this.security = security;
    }

    /**
     * What an import did.
     *
     * @param plan nothing was written; this is what would have been
     * @param counts lines by what became of them
     */
    public record Report(boolean plan, Map<Outcome, Long> counts, List<ImportedLine> lines) {
        static Report of(boolean plan, List<ImportedLine> lines) {
            var counts = new EnumMap<Outcome, Long>(Outcome.class);
            for (var outcome : Outcome.values())
                counts.put(
                        outcome,
                        lines.stream().filter(it -> it.outcome() == outcome).count());
            return new Report(plan, counts, lines);
        }
    }

    /**
     * Takes a file over, of at most 500 lines and 512 KiB in UTF-8, by an administrator. Each line names {@code system}, {@code externalId},
     * {@code name}, {@code kind} and {@code purpose}, and may name {@code environment}, {@code owner} (a mail address or identity id),
     * {@code end} and {@code lastUsed}. What is new is staged and offered to its owner; where that is no active person it is nobody's. What was
     * taken over before is told by system and external id. A line that can't be taken changes nothing, and no other line.
     *
     * @param plan {@code true} to be told what would be done, and do nothing
     */
    @POST
    @Consumes("text/csv")
    @APIResponse(responseCode = "413", description = "It has more than 512 KiB")
    public Uni<Report> csv(@QueryParam("plan") @Nullable String plan, byte[] file) {
        return taken(plan, text(file).then(ImportFile::csv));
    }

    /** As by CSV, with a JSON object a line. */
    @POST
    @Consumes({"application/jsonl", "application/x-ndjson"})
    @APIResponse(responseCode = "413", description = "It has more than 512 KiB")
    public Uni<Report> jsonLines(@QueryParam("plan") @Nullable String plan, byte[] file) {
        return taken(plan, text(file).then(ImportFile::json));
    }

    private Uni<Report> taken(@Nullable String asked, Result<List<ImportFile.Read>, String> file) {
        var by = Requester.of(Caller.of(security));
        if (!by.isAdministrator())
            throw WorkloadTransitionResource.problem(new WorkloadRefusal.AdministratorsAlone(), null);
        if (asked != null && !Set.of("true", "false").contains(asked))
            throw Field.at("plan").problem("Say true or false");
        var plan = "true".equals(asked);
        List<ImportFile.Read> lines = file.fold(read -> read, wrong -> {
            throw Field.at("/").problem(wrong);
        });
        return Multi.createFrom()
                .iterable(lines)
                .onItem()
                .transformToUniAndConcatenate(read -> read.line()
                        .<Uni<ImportedLine>>fold(
                                line -> taken(line, plan, by),
                                why -> Uni.createFrom().item(ImportedLine.unread(read.number(), why))))
                .collect()
                .asList()
                .map(done -> Report.of(plan, done));
    }

    private Uni<ImportedLine> taken(ImportLine line, boolean plan, Requester by) {
        return Panache.withSession(() -> imports.named(line))
                .chain(person -> Panache.withTransaction(() -> imports.take(line, person, by)
                        .call(done -> plan || done.outcome() == Outcome.REFUSED
                                ? Panache.currentTransaction().invoke(Mutiny.Transaction::markForRollback)
                                : Uni.createFrom().voidItem())))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(failure, "Line %d of an import failed", line.number());
                    return ImportedLine.of(
                            line, Outcome.REFUSED, null, null, "it failed here; take the file over again");
                })
                .map(done -> plan ? done.planned() : done);
    }

    private static Result<String, String> text(byte[] file) {
        if (file.length > ImportFile.MOST_BYTES)
            throw new ProblemException(
                    413, "too-large", "Take over at most " + ImportFile.MOST_BYTES + " bytes at a time");
        return ImportFile.text(file);
    }
}
