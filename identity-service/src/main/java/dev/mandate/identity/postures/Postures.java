package dev.mandate.identity.postures;

import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.KnownDevice;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.MailDomain;
import dev.mandate.identity.identities.PersonDevices;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Which devices people use, and what their management has told of each. A device comes to a person by his sign-in issuer's word, or by that of
 * its management, and never by his own. Every method needs a transaction, and takes the lock on the device before those on people.
 */
@ApplicationScoped
public class Postures {
    private final DeviceStore devices;
    private final UsedDeviceStore used;
    private final DeviceSources sources;
    private final Identities identities;
    private final PersonDevices people;
    private final PostureConfig config;
    private final InstantSource clock;

    Postures(
            DeviceStore devices,
            UsedDeviceStore used,
            DeviceSources sources,
            Identities identities,
            PersonDevices people,
            PostureConfig config,
            InstantSource clock) {
        this.devices = devices;
        this.used = used;
        this.sources = sources;
        this.identities = identities;
        this.people = people;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Somebody signs in on a device: what was told of it counts for him from now on. Where he has before, it is one look.
     *
     * @return false where it stays one that isn't known: its management isn't heard or may not speak of him, or many have it already
     */
    public Uni<Boolean> signedInOn(NamedDevice device, IdentityId person) {
        var id = device.id();
        return used.has(person, id)
                .chain(has -> has
                        ? yes()
                        : sources.domains(device.source())
                                .chain(domains -> domains.isEmpty() ? no() : firstTime(id, person, domains)));
    }

    /** He is read once he is locked. */
    private Uni<Boolean> firstTime(String device, IdentityId person, List<String> domains) {
        return devices.lock(device)
                .chain(() -> identities.lock(person))
                .chain(() -> used.has(person, device))
                .chain(has -> has
                        ? yes()
                        : isOf(domains, person)
                                .chain(is -> is ? used.countOn(device).map(count -> count < config.mostPeople()) : no())
                                .chain(may ->
                                        may ? comesWithPosture(person, device).replaceWith(true) : no()));
    }

    private Uni<Boolean> comesWithPosture(IdentityId person, String device) {
        return devices.find(device)
                .chain(told -> comesTo(person, device)
                        .chain(() -> told.map(DeviceRow::posture)
                                .filter(it -> clock.instant().isBefore(it.until()))
                                .map(it -> learns(person, device, it))
                                .orElseGet(Postures::no)));
    }

    private Uni<Boolean> isOf(List<String> domains, IdentityId person) {
        return identities
                .profile(person)
                .map(profile -> profile.flatMap(it -> MailDomain.of(it.email()))
                        .filter(domains::contains)
                        .isPresent());
    }

    /** Those who use it, of whom its management may speak, locked: what is done to one of them takes locks that come after these. */
    public Uni<List<IdentityId>> peopleOn(NamedDevice device) {
        return sources.domains(device.source())
                .chain(domains -> used.on(device.id())
                        .call(identities::lock)
                        .chain(all -> Multi.createFrom()
                                .iterable(all)
                                .onItem()
                                .transformToUniAndConcatenate(person -> isOf(domains, person)
                                        .map(may -> may ? Optional.of(person) : Optional.<IdentityId>empty()))
                                .collect()
                                .asList()
                                .map(found ->
                                        found.stream().flatMap(Optional::stream).toList())));
    }

    /** Nobody else tells of it, or signs in on it for the first time, until the transaction ends. */
    public Uni<Void> lock(NamedDevice device) {
        return devices.lock(device.id());
    }

    /**
     * Of a device by itself, whoever uses it. It is kept for those who sign in on it later.
     *
     * @return false where something later was told, so that nothing changes
     */
    public Uni<Boolean> told(NamedDevice device, DevicePosture posture) {
        return devices.find(device.id()).chain(known -> {
            if (known.isPresent()) {
                if (known.get().at.isAfter(posture.at())) return no();
                known.get().become(posture);
                return yes();
            }
            return devices.isFull(device.source(), config.most())
                    .chain(full -> full
                            ? devices.forgetOne(device.source())
                            : Uni.createFrom().voidItem())
                    .chain(() -> devices.persist(DeviceRow.of(device, posture)))
                    .replaceWith(true);
        });
    }

    /**
     * Of somebody's device, which is his from now on.
     *
     * @return false where something later was told, so that nothing changes
     */
    public Uni<Boolean> told(NamedDevice device, IdentityId person, DevicePosture posture) {
        var id = device.id();
        return identities
                .lock(person)
                .chain(() -> used.has(person, id))
                .chain(has -> has ? Uni.createFrom().voidItem() : comesTo(person, id))
                .chain(() -> learns(person, id, posture));
    }

    private Uni<Boolean> learns(IdentityId person, String device, DevicePosture posture) {
        return people.learns(person, new KnownDevice(device, posture));
    }

    /** Of more than may be kept, the one goes that he has had longest and that isn't at fault. */
    private Uni<Void> comesTo(IdentityId person, String device) {
        return used.of(person)
                .chain(had -> had.size() < KnownDevice.MOST
                        ? Uni.createFrom().voidItem()
                        : people.faulty(person).chain(faulty -> {
                            var goes = had.stream()
                                    .filter(row -> !faulty.contains(row.device))
                                    .findFirst()
                                    .orElse(had.get(0));
                            return used.delete(goes).chain(() -> people.forgets(person, goes.device));
                        }))
                .chain(() -> used.add(person, device, clock.instant()));
    }

    private static Uni<Boolean> yes() {
        return Uni.createFrom().item(true);
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }
}
