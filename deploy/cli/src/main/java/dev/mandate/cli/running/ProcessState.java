package dev.mandate.cli.running;

import java.util.Optional;

/** What one process is doing now. */
public record ProcessState(String name, int port, boolean running, Optional<Long> pid) {
    static ProcessState of(Part part) {
        var process = part.running();
        return new ProcessState(part.name(), part.port(), process.isPresent(), process.map(ProcessHandle::pid));
    }
}
