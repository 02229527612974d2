package org.tl4j.it.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bytedeco.javacpp.Pointer;
import org.tl4j.core.error.Tl4jException;

/** Runs the cases of one target one after the other. Native code may take it down, or never come back. */
public final class FuzzProcess {
    /** The exit code after a case that did not end in time. */
    static final int HUNG = 97;

    private FuzzProcess() {}

    /** Target, first case, number of cases, seed, folder, and the seconds that a case may take. */
    public static void main(String[] arguments) throws Exception {
        int first = Integer.parseInt(arguments[1]);
        int last = first + Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        Path folder = Path.of(arguments[4]);
        long seconds = Long.parseLong(arguments[5]);
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "case");
            thread.setDaemon(true);
            return thread;
        });
        try (FuzzTargets targets = FuzzTargets.in(folder);
                CaseLog log = CaseLog.in(folder)) {
            FuzzTarget target = targets.named(arguments[0]);
            for (int number = first; number < last; number++) {
                byte[] content = target.content(number, seed);
                log.begin(number);
                Future<?> reading = worker.submit(() -> {
                    target.reader().read(content);
                    return null;
                });
                note(log, number, reading, seconds);
                if (number == first + (last - first) / 5) {
                    log.end(number, Verdict.READ, "memory " + memory());
                }
            }
            log.end(last, Verdict.READ, "memory " + memory());
        }
        // a runaway thread of a library must not keep the process
        Runtime.getRuntime().halt(0);
    }

    private static long memory() {
        System.gc();
        return Pointer.physicalBytes() >> 20;
    }

    private static void note(CaseLog log, int number, Future<?> reading, long seconds)
            throws IOException, InterruptedException {
        try {
            reading.get(seconds, TimeUnit.SECONDS);
            log.end(number, Verdict.READ, "");
        } catch (TimeoutException e) {
            log.end(number, Verdict.HUNG, "after " + seconds + " s");
            Runtime.getRuntime().halt(HUNG);
        } catch (ExecutionException e) {
            boolean ours = e.getCause() instanceof Tl4jException;
            log.end(number, ours ? Verdict.REFUSED : Verdict.FOREIGN, ours ? "" : describe(e.getCause()));
        }
    }

    private static String describe(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure + (trace.length > 0 ? " at " + trace[0] : "");
    }
}
