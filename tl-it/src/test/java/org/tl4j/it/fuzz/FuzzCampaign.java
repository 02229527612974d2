package org.tl4j.it.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
     * @param megabytes resident after a fifth of the cases and at the end, of the last process
     */
    record Report(String target, Map<Verdict, Integer> counts, List<String> defects, List<Long> megabytes) {
        @Override
        public String toString() {
            return "%-16s %s, resident %s MB%s"
                    .formatted(
                            target,
                            counts,
                            megabytes,
                            defects.isEmpty() ? "" : "\n    " + String.join("\n    ", defects));
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
        List<Long> megabytes = new ArrayList<>();
        deaths.forEach(death -> counts.merge(Verdict.CRASHED, 1, Integer::sum));
        for (String line : CaseLog.endings(folder)) {
            String[] parts = line.split(" ", 3);
            if (parts[2].startsWith("memory ")) {
                megabytes.add(Long.parseLong(parts[2].substring("memory ".length())));
                continue;
            }
            Verdict verdict = Verdict.valueOf(parts[1]);
            counts.merge(verdict, 1, Integer::sum);
            if (verdict == Verdict.FOREIGN || verdict == Verdict.HUNG) {
                defects.add(line);
            }
        }
        return new Report(target, counts, defects, megabytes);
    }
}
