package dev.mandate.cli.running;

import java.util.Optional;

/** What one process is doing now. */
public record ProcessState(String name, int port, boolean running, Optional<Long> pid) {
    static ProcessState of(String name, int port, Optional<ProcessHandle> handle) {
        return new ProcessState(name, port, handle.isPresent(), handle.map(ProcessHandle::pid));
    }
}
