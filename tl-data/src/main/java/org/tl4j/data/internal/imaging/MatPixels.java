package org.tl4j.data.internal.imaging;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** The pixels of an OpenCV matrix of type CV_8UC3, and the native memory of everything that led to it. */
final class MatPixels implements Pixels {
    private final PointerScope scope;
    private final int width;
    private final int height;
    private final int reduction;
    private final long rowBytes;
    private final BytePointer data;

    /** Takes over {@code scope}, which owns {@code mat}, and closes it in its own {@link #close()}. */
    MatPixels(PointerScope scope, Mat mat, int reduction) {
        this.scope = scope;
        this.width = mat.cols();
        this.height = mat.rows();
        this.reduction = reduction;
        this.rowBytes = mat.step();
        this.data = mat.data();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int reduction() {
        return reduction;
    }

    @Override
    public void copyRow(int row, byte[] target) {
        data.position(row * rowBytes).get(target, 0, width * CHANNELS);
    }

    @Override
    public void close() {
        scope.close();
    }
}
