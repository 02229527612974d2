package org.tl4j.data.internal.imaging;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.raster.Raster;

/**
 * The pixels of an OpenCV matrix of type CV_8UC3, or CV_8UC4 with alpha, and all native memory that was used to make it.
 */
final class MatPixels implements Pixels {
    private final PointerScope scope;
    private final int width;
    private final int height;
    private final int reduction;
    private final long rowBytes;
    private final double left;
    private final double top;
    private final byte[] withAlpha;
    private final BytePointer data;

    /** Takes ownership of {@code scope}, which owns {@code mat}, and closes it in {@link #close()}. */
    MatPixels(PointerScope scope, Mat mat, int reduction, ImageHeader header) {
        this.scope = scope;
        this.width = mat.cols();
        this.height = mat.rows();
        this.reduction = reduction;
        this.rowBytes = mat.step();
        this.data = mat.data();
        this.withAlpha = new byte[mat.channels() == CHANNELS ? 0 : width * mat.channels()];
        int orientation = header.orientation();
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        // The last reduced column may cover only part of a reduced pixel; after rotation it is the first.
        this.left = fromRight ? width - (double) header.uprightWidth() / reduction : 0;
        this.top = fromBottom ? height - (double) header.uprightHeight() / reduction : 0;
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
        if (withAlpha.length == 0) {
            data.position(row * rowBytes).get(target, 0, width * CHANNELS);
            return;
        }
        data.position(row * rowBytes).get(withAlpha);
        for (int x = 0; x < width; x++) {
            int alpha = withAlpha[4 * x + CHANNELS] & 0xFF;
            for (int channel = 0; channel < CHANNELS; channel++) {
                target[x * CHANNELS + channel] = (byte) Raster.onWhite(withAlpha[4 * x + channel] & 0xFF, alpha);
            }
        }
    }

    @Override
    public double left() {
        return left;
    }

    @Override
    public double top() {
        return top;
    }

    @Override
    public void close() {
        scope.close();
    }
}
