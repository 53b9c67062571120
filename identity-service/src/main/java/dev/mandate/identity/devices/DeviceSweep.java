package dev.mandate.identity.devices;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets requests of devices some time after they ended. */
@ApplicationScoped
class DeviceSweep {
    private final DeviceRequests requests;

    DeviceSweep(DeviceRequests requests) {
        this.requests = requests;
    }

    @Scheduled(every = "${mandate.sign-in-sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(requests::forgetEnded);
    }
}
