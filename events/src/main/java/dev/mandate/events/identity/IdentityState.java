package dev.mandate.events.identity;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State on {@code identity.identities.v1}, keyed by {@link #identity()}.
 *
 * @param statusReason for people: why it is not active; null while it is
 * @param owner the accountable person of an agent or workload, the last one while it is suspended since he left; null for a person,
 *     and for what is suspended since nobody ever accepted it
 * @param platform the agent platform that runs an agent; null otherwise
 * @param purpose what an agent or workload is for, a word that policies may use, of a workload once it is
 *     {@link WorkloadFacts#confirmed()}; null otherwise
 * @param tokensVoidBefore tokens issued before this instant are void, whatever they say, and so are delegations that it made or
 *     was made before
 * @param employmentNumber of a person: the employment by {@link dev.mandate.events.lifecycle.AccessState#employmentNumber()} that
 *     identity-service has taken in; of an agent or workload: the one in which its owner came to answer for it. While
 *     lifecycle tells of another employment of that person, this record says nothing about it. 1 if a record doesn't tell it
 * @param validity when an agent or workload may act at all; null for always
 * @param workload what only a workload has; null for everything else
 * @param device of a person: what a transmitter of signals has told of the device that he works with, without naming it; null where nobody has
 * @param agent what only an agent has; null for everything else, and for one of which nothing is told
 * @param devices of a person: what was told of devices of his by their names, each once, {@link KnownDevice#MOST} at most; null for none
 */
public record IdentityState(
        IdentityId identity,
        long revision,
        boolean deleted,
        Kind kind,
        Status status,
        @Nullable String statusReason,
        String displayName,
        @Nullable String employeeId,
        @Nullable IdentityId owner,
        @Nullable String platform,
        @Nullable String purpose,
        @Nullable Instant tokensVoidBefore,
        int employmentNumber,
        @Nullable Validity validity,
        @Nullable WorkloadFacts workload,
        @Nullable DevicePosture device,
        @Nullable AgentFacts agent,
        @Nullable List<KnownDevice> devices)
        implements StateRecord {
    public static final EventFamily<IdentityState> FAMILY = new EventFamily<>(
            TopicCatalogue.IDENTITY_IDENTITIES,
            Map.of("identity.identity.v1", IdentityState.class),
            state -> state.identity().value());

    /** What {@link #statusReason()} begins with for what was stopped by hand; the reason follows. */
    public static final String STOPPED = "stopped: ";

    public enum Kind {
        PERSON,
        AGENT,
        WORKLOAD
    }

    public enum Status {
        ACTIVE,
        /**
         * Until someone accepts it, as a leaver's agents are, and one whose owner hasn't accepted it yet; or stopped by hand until
         * it is resumed by hand, a person too.
         */
        SUSPENDED,
        DISABLED
    }

    public IdentityState {
        Objects.requireNonNull(identity, "identity is missing");
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        Objects.requireNonNull(kind, "kind is missing");
        Objects.requireNonNull(status, "status is missing");
        Objects.requireNonNull(displayName, "displayName is missing");
        devices = devices == null || devices.isEmpty() ? null : List.copyOf(devices);
        if (employmentNumber == 0) employmentNumber = 1;
        if (employmentNumber < 1) throw new IllegalArgumentException("employmentNumber starts at 1");
        if (kind != Kind.PERSON && !deleted && status == Status.ACTIVE)
            Objects.requireNonNull(owner, "an agent or workload that is active needs an owner");
    }

    /** One that is active, in its first revision and employment, and of which nothing is told that the builder isn't told. */
    public static Builder of(IdentityId identity, Kind kind, String displayName) {
        return new Builder(identity, kind, displayName);
    }

    public static Builder person(IdentityId identity, String displayName) {
        return of(identity, Kind.PERSON, displayName);
    }

    /** @param owner who answers for it */
    public static Builder agent(IdentityId identity, @Nullable IdentityId owner, String displayName) {
        return of(identity, Kind.AGENT, displayName).owner(owner);
    }

    /** The same in its next revision and not deleted, where the builder isn't told otherwise. */
    public Builder next() {
        return new Builder(this);
    }

    /**
     * What is known of the device on which he signed in: what was told of it, but that he is at fault where that was told later without naming
     * a device. Of one that isn't known, or of which what was told may be forgotten since he has so many: at fault as soon as any of his is, since
     * it may be that one, and compliant by no other's posture.
     *
     * @param on as {@link KnownDevice#device()} names it; null for one that isn't known
     * @return null where nothing is known
     */
    public @Nullable DevicePosture postureOf(@Nullable String on, Instant now) {
        var unnamed = device != null && now.isBefore(device.until()) ? device : null;
        var named = namedDevices().stream()
                .filter(it -> now.isBefore(it.posture().until()))
                .toList();
        if (named.isEmpty()) return unnamed;
        var known = on != null
                && (namedDevices().size() < KnownDevice.MOST
                        || namedDevices().stream().anyMatch(it -> it.device().equals(on)));
        var told = named.stream()
                .filter(it -> known ? it.device().equals(on) : !it.posture().compliant())
                .map(KnownDevice::posture)
                .max(Comparator.comparing(DevicePosture::at))
                .orElse(null);
        var fault = unnamed == null || unnamed.compliant() ? null : unnamed;
        if (told == null || fault == null) return told == null ? fault : told;
        return fault.at().isAfter(told.at()) ? fault : told;
    }

    public List<KnownDevice> namedDevices() {
        return devices == null ? List.of() : devices;
    }

    /** The agent that made it; null for everything else. */
    public @Nullable IdentityId parentAgent() {
        return agent == null ? null : agent.parent();
    }

    /** Whether its time has come and isn't over. */
    public boolean validAt(Instant now) {
        return validity == null || validity.includes(now);
    }

    /** Names what it says, since most of these say little. */
    public static final class Builder {
        private final IdentityId identity;
        private final Kind kind;
        private final String displayName;
        private long revision = 1;
        private Status status = Status.ACTIVE;
        private @Nullable String statusReason;
        private @Nullable String employeeId;
        private @Nullable IdentityId owner;
        private @Nullable String platform;
        private @Nullable String purpose;
        private @Nullable Instant tokensVoidBefore;
        private int employmentNumber = 1;
        private @Nullable Validity validity;
        private @Nullable WorkloadFacts workload;
        private @Nullable DevicePosture device;
        private @Nullable AgentFacts agent;
        private List<KnownDevice> devices = List.of();

        private Builder(IdentityId identity, Kind kind, String displayName) {
            this.identity = identity;
            this.kind = kind;
            this.displayName = displayName;
        }

        private Builder(IdentityState state) {
            this(state.identity, state.kind, state.displayName);
            revision = state.revision + 1;
            status = state.status;
            statusReason = state.statusReason;
            employeeId = state.employeeId;
            owner = state.owner;
            platform = state.platform;
            purpose = state.purpose;
            tokensVoidBefore = state.tokensVoidBefore;
            employmentNumber = state.employmentNumber;
            validity = state.validity;
            workload = state.workload;
            device = state.device;
            agent = state.agent;
            devices = state.namedDevices();
        }

        public Builder revision(long revision) {
            this.revision = revision;
            return this;
        }

        /** @param why null for one that is active */
        public Builder status(Status status, @Nullable String why) {
            this.status = status;
            this.statusReason = why;
            return this;
        }

        public Builder employeeId(@Nullable String employeeId) {
            this.employeeId = employeeId;
            return this;
        }

        public Builder owner(@Nullable IdentityId owner) {
            this.owner = owner;
            return this;
        }

        public Builder platform(@Nullable String platform) {
            this.platform = platform;
            return this;
        }

        public Builder purpose(@Nullable String purpose) {
            this.purpose = purpose;
            return this;
        }

        public Builder tokensVoidBefore(@Nullable Instant instant) {
            this.tokensVoidBefore = instant;
            return this;
        }

        public Builder employmentNumber(int number) {
            this.employmentNumber = number;
            return this;
        }

        public Builder validity(@Nullable Validity validity) {
            this.validity = validity;
            return this;
        }

        public Builder workload(@Nullable WorkloadFacts facts) {
            this.workload = facts;
            return this;
        }

        public Builder device(@Nullable DevicePosture posture) {
            this.device = posture;
            return this;
        }

        public Builder agent(@Nullable AgentFacts facts) {
            this.agent = facts;
            return this;
        }

        public Builder devices(KnownDevice... devices) {
            this.devices = List.of(devices);
            return this;
        }

        public IdentityState build() {
            return new IdentityState(
                    identity,
                    revision,
                    false,
                    kind,
                    status,
                    statusReason,
                    displayName,
                    employeeId,
                    owner,
                    platform,
                    purpose,
                    tokensVoidBefore,
                    employmentNumber,
                    validity,
                    workload,
                    device,
                    agent,
                    devices);
        }
    }
}
