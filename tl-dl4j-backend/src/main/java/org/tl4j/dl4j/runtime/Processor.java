package org.tl4j.dl4j.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;

/** The vector instructions of the processor, as the Java virtual machine reports them on every system. */
final class Processor {
    private Processor() {}

    /**
     * HotSpot's {@code UseAVX}: 0 none, 1 AVX, 2 AVX2, 3 AVX-512. Empty on ARM, and on other virtual machines.
     *
     * <p>HotSpot reports 2 on the first AVX-512 processors, which slow down under AVX-512. This suits the choice here as
     * well.
     */
    static OptionalInt vectorLevel() {
        try {
            HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return OptionalInt.of(Integer.parseInt(hotSpot.getVMOption("UseAVX").getValue()));
        } catch (IllegalArgumentException | LinkageError e) {
            return OptionalInt.empty();
        }
    }
}
