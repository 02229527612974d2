package org.tl4j.it.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.it.kit.JavaProcess;

/**
 * Many cases of one target, in processes that are started again behind a case that took one down.
 *
 * @param target its name
 * @param cases how many
 * @param seed of all of them
 * @param seconds that a case may take
 */
record FuzzCampaign(String target, int cases, long seed, long seconds) {
    /**
     * How all cases ended.
     *
     * @param counts by ending
     * @param defects one line for each case that ended wrongly, with its number
     * @param memory what the last process occupied, empty where the last case took it down
     */
    record Report(String target, Map<Verdict, Integer> counts, List<String> defects, Optional<Growth> memory) {
        @Override
        public String toString() {
            return "%-16s %s, %s%s"
                    .formatted(
                            target,
                            counts,
                            memory.map(Growth::toString).orElse("memory not measured"),
                            defects.isEmpty() ? "" : "\n    " + String.join("\n    ", defects));
        }
    }

    /**
     * Memory of one process.
     *
     * @param cases between the two measurements
     * @param before resident megabytes when a fifth of its cases were done
     * @param after resident megabytes behind its last case
     */
    record Growth(int cases, long before, long after) {
        @Override
        public String toString() {
            return "resident %d, then %d MB %d cases later".formatted(before, after, cases);
        }
    }

    /** Runs them; {@code folder} keeps what the processes leave. */
    Report run(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> deaths = new ArrayList<>();
        int next = 0;
        while (next < cases) {
            int code = process(next, folder);
            if (code == 0) {
                next = cases;
            } else {
                int died = CaseLog.lastBegun(folder);
                if (died < next) {
                    throw new IOException("the process of " + target + " must begin a case, ended with code " + code
                            + "; see " + folder.resolve("output.txt"));
                }
                if (code != FuzzProcess.HUNG) {
                    deaths.add(died + " " + Verdict.CRASHED + " exit code " + code);
                }
                next = died + 1;
            }
        }
        return report(folder, deaths);
    }

    private int process(int first, Path folder) throws IOException, InterruptedException {
        return JavaProcess.of(
                        folder.resolve("home"),
                        List.of(),
                        FuzzProcess.class.getName(),
                        List.of(
                                target,
                                Integer.toString(first),
                                Integer.toString(cases - first),
                                Long.toString(seed),
                                folder.toString(),
                                Long.toString(seconds)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()))
                .start()
                .waitFor();
    }

    private Report report(Path folder, List<String> deaths) throws IOException {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        List<String> defects = new ArrayList<>(deaths);
        List<long[]> measured = new ArrayList<>();
        deaths.forEach(death -> counts.merge(Verdict.CRASHED, 1, Integer::sum));
        for (String line : CaseLog.endings(folder)) {
            String[] parts = line.split(" ", 3);
            if (parts[2].startsWith("memory ")) {
                measured.add(
                        new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[2].substring("memory ".length()))});
                continue;
            }
            Verdict verdict = Verdict.valueOf(parts[1]);
            counts.merge(verdict, 1, Integer::sum);
            if (verdict == Verdict.FOREIGN || verdict == Verdict.HUNG) {
                defects.add(line);
            }
        }
        return new Report(target, counts, defects, growth(measured));
    }

    /** Of the last process: those before it left the first of their two measurements, or none. */
    private Optional<Growth> growth(List<long[]> measured) {
        int size = measured.size();
        if (size < 2 || measured.get(size - 1)[0] != cases) {
            return Optional.empty();
        }
        long[] before = measured.get(size - 2);
        return Optional.of(new Growth((int) (cases - before[0]), before[1], measured.get(size - 1)[1]));
    }
}
