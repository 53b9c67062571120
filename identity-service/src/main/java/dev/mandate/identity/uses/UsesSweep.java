package dev.mandate.identity.uses;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What was used longer ago than is said is forgotten. */
@ApplicationScoped
class UsesSweep {
    private final ToolUses uses;
    private final TaskUses tasks;

    UsesSweep(ToolUses uses, TaskUses tasks) {
        this.uses = uses;
        this.tasks = tasks;
    }

    @Scheduled(every = "${mandate.used-tools-sweep-every:6h}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(uses::forget).chain(() -> Panache.withTransaction(tasks::forget));
    }
}
