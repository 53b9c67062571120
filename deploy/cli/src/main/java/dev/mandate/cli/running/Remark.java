package dev.mandate.cli.running;

import dev.mandate.cli.running.HealthAnswer.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that isn't well, for whoever runs the system.
 *
 * @param who the process
 * @param what it is, without the end of a sentence
 * @param todo what mends it, or where more is said
 */
record Remark(String who, String what, String todo) {
    /** Of one that runs and isn't ready, or isn't even alive. */
    static Remark notReady(Part part, String wrong, HealthAnswer answer) {
        var stopped = part.running().filter(process -> ProcessStat.standsStill(process.pid()));
        if (stopped.isPresent())
            return new Remark(
                    part.name(),
                    "stands still, stopped by a signal",
                    "`kill -CONT " + stopped.get().pid() + "` lets it go on");
        if (!wrong.isEmpty())
            return new Remark(
                    part.name(),
                    wrong,
                    "it may be starting; if it stays so, " + logs(part.name())
                            + " says more, and `deploy/mandate down` and `up` start it anew");
        return new Remark(
                part.name(),
                "waits for " + answer.waitsFor(),
                "it becomes ready by itself; if what it waits for stays the same, " + logs(part.name()) + " says more");
    }

    static Remark down(Part part) {
        return Listener.at(part.port())
                .map(other -> new Remark(
                        part.name(),
                        "down, and process %d listens at its port, %d".formatted(other.pid(), part.port()),
                        "end that one, which may be an earlier " + part.name()
                                + " that nobody knows any more; then `deploy/mandate up`"))
                .orElseGet(
                        () -> new Remark(
                                part.name(),
                                "down",
                                "`deploy/mandate up` starts what is down; `deploy/mandate logs NAME` says what one ended with"));
    }

    /** What a service says that no restart mends. */
    static List<Remark> notWell(String service, Check check) {
        var data = check.data();
        switch (check.name()) {
            case "judging":
                return List.of(judging(service, check));
            case "trail signing":
                return List.of(
                        new Remark(
                                service,
                                "has signed nothing of the trail since %s though lines wait: %s"
                                        .formatted(
                                                data.getOrDefault("since", "a while ago"),
                                                data.getOrDefault("why", "it doesn't say why")),
                                "what comes meanwhile could be changed unseen; what it says is to be ended, and signing goes on by itself"));
            case "outputs":
                var remarks = new ArrayList<Remark>();
                data.forEach((output, why) -> remarks.add(new Remark(
                        service,
                        "output " + output + " " + why,
                        "have its receiver answer; what waits is sent then, and none of it is lost")));
                return remarks;
            case "freshness":
                return List.of(new Remark(
                        service,
                        "decides by what is old: "
                                + String.join(",", data.values()).replace(",", ", "),
                        "what rests on it is denied (stale_projection, stale_risk) until whoever writes it is well"));
            case "receipts":
                return List.of(
                        new Remark(
                                service,
                                "takes anybody's word on Kafka for what became of a call: mandate.receipts.secret isn't set",
                                "set it, the same at all replicas of authz-service and gateways, once none is from before there were receipts"));
            case "signals of others":
                var unheard = new ArrayList<Remark>();
                data.forEach(
                        (transmitter, why) -> unheard.add(
                                new Remark(
                                        service,
                                        "misses signals of " + transmitter + ": " + why,
                                        "what they would tell of people here isn't known until they are heard; `deploy/mandate trust transmitter FILE` says where it is asked, and by what")));
                return unheard;
            case "relay":
                return List.of(new Remark(
                        service,
                        "Kafka has taken nothing of it since %s, and %s events wait"
                                .formatted(
                                        data.getOrDefault("emptyAt", "a while ago"),
                                        data.getOrDefault("pending", "some")),
                        "others know of them once it does; " + logs(service) + " says why it doesn't"));
            default:
                return List.of(new Remark(service, check.toString(), logs(service) + " may say more"));
        }
    }

    private static Remark judging(String service, Check check) {
        var data = check.data();
        if (data.containsKey("here"))
            return new Remark(
                    service,
                    "judges nothing any more: " + data.get("here"),
                    logs(service) + " says why; `deploy/mandate down` and `up` start it anew");
        return new Remark(
                service,
                "has judged nothing for %s s: %s"
                        .formatted(
                                data.getOrDefault("stillForSeconds", "some"),
                                data.getOrDefault("why", "it doesn't say why")),
                "what can't be taken back is denied (stale_risk) until it goes on; " + logs(service) + " says more");
    }

    static Remark ownerless(String service, long clients) {
        return new Remark(
                service,
                clients == 1
                        ? "gives tokens to a client that nobody answers for"
                        : "gives tokens to " + clients + " clients that nobody answers for",
                "`deploy/mandate clients ownerless` says which and until when; `offers make` asks somebody");
    }

    static Remark deadLetters(String service, DeadLetterFigure letters) {
        var one = letters.records() == 1;
        return new Remark(
                service,
                "couldn't take " + letters.records() + (one ? " record" : " records")
                        + (letters.waiting() ? one ? ", which waits" : ", which wait" : " since it was started"),
                "`deploy/mandate dead-letters list` says which and why; `replay` or `dismiss` ends one");
    }

    private static String logs(String process) {
        return "`deploy/mandate logs " + process + "`";
    }
}
