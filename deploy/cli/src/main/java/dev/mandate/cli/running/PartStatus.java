package dev.mandate.cli.running;

import java.util.ArrayList;
import java.util.List;

/**
 * How one process is.
 *
 * @param state a word or two
 * @param fine false if something is to be done
 * @param remarks what is to be told of it, and what is to be done
 */
record PartStatus(String state, boolean fine, List<Remark> remarks) {
    static PartStatus of(Part part) {
        if (part.running().isEmpty()) return new PartStatus("down", false, List.of(Remark.down(part)));
        var readiness = part.readiness();
        if (!readiness.ready()) {
            var wrong = readiness.equals(HealthAnswer.NONE) ? part.wrong() : "";
            return new PartStatus("not ready", false, List.of(Remark.notReady(part, wrong, readiness)));
        }
        var remarks = new ArrayList<Remark>();
        for (var check : part.well().failing()) remarks.addAll(Remark.notWell(part.name(), check));
        var well = remarks.isEmpty();
        var letters = part.deadLetters();
        if (letters.records() > 0) remarks.add(Remark.deadLetters(part.name(), letters));
        var ownerless = part.ownerlessClients();
        if (ownerless > 0) remarks.add(Remark.ownerless(part.name(), ownerless));
        return new PartStatus(well ? "ready" : "not well", well, remarks);
    }
}
