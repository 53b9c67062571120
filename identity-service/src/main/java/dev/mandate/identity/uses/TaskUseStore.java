package dev.mandate.identity.uses;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class TaskUseStore implements PanacheRepositoryBase<TaskUseRow, String> {
    /** Of each person and agent, those before the newest; of all, those before a time. Nobody waits for one that is being counted. */
    private static final String FORGET = """
            DELETE FROM task_uses WHERE session_id IN (
                SELECT session_id FROM task_uses WHERE session_id IN (
                    SELECT session_id FROM (
                        SELECT session_id, made_at,
                            row_number() OVER (PARTITION BY person_id, agent_id ORDER BY made_at DESC) AS place FROM task_uses) AS placed
                    WHERE place > :kept OR made_at <= :since)
                FOR UPDATE SKIP LOCKED)""";

    Uni<List<TaskUseRow>> locked(Collection<String> sessions) {
        return find("sessionId IN ?1 ORDER BY sessionId", sessions)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<TaskUseRow>> latest(String person, String agent, Instant since, int most) {
        return find("personId = ?1 AND agentId = ?2 AND madeAt > ?3 ORDER BY madeAt DESC", person, agent, since)
                .range(0, most - 1)
                .list();
    }

    Uni<Void> forget(int kept, Instant since) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter("kept", kept)
                        .setParameter("since", since)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
