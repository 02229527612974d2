package org.tl4j.dl4j.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;

/** Which vector instructions the processor has, by the word of the Java virtual machine: the same on every system. */
final class Processor {
    private Processor() {}

    /**
     * HotSpot's {@code UseAVX}: 0 none, 1 AVX, 2 AVX2, 3 AVX-512. Empty on ARM, and on other virtual machines.
     *
     * <p>HotSpot says 2 on the first AVX-512 processors, which slow down under it: right for us as well.
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
