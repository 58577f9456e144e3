/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small data sets of the worked examples of textbooks and handbooks, each with its source. */
final class Published {

    /** NIST/SEMATECH e-Handbook 6.3.2.2: flow rates of ten batches. */
    static final double[] FLOW_RATE = {49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1};

    /** NIST/SEMATECH e-Handbook 6.3.2.3: group means, target 325. */
    static final double[] HANDBOOK_MEANS = {
        324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6,
        324.625, 325.15, 328.325, 327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35
    };

    /** NIST/SEMATECH e-Handbook 6.3.2.4: twenty values, target 50. */
    static final double[] HANDBOOK_EWMA = {
        52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6,
        52.4, 53.6, 52.1
    };

    /** NIST/SEMATECH e-Handbook 6.3.3.1: defects on 25 wafers. */
    static final double[] WAFER_DEFECTS = {
        16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16,
        31, 13
    };

    /**
     * Montgomery, Introduction to Statistical Quality Control (pistonrings of R package qcc):
     * diameters of forged piston rings, 40 samples of five, the first 25 of phase I.
     */
    static final double[] PISTON_RINGS = {
        74.03, 74.002, 74.019, 73.992, 74.008, 73.995, 73.992, 74.001, 74.011, 74.004, 73.988,
        74.024, 74.021, 74.005, 74.002, 74.002, 73.996, 73.993, 74.015, 74.009, 73.992, 74.007,
        74.015, 73.989, 74.014, 74.009, 73.994, 73.997, 73.985, 73.993, 73.995, 74.006, 73.994, 74,
        74.005, 73.985, 74.003, 73.993, 74.015, 73.988, 74.008, 73.995, 74.009, 74.005, 74.004,
        73.998, 74, 73.99, 74.007, 73.995, 73.994, 73.998, 73.994, 73.995, 73.99, 74.004, 74,
        74.007, 74, 73.996, 73.983, 74.002, 73.998, 73.997, 74.012, 74.006, 73.967, 73.994, 74,
        73.984, 74.012, 74.014, 73.998, 73.999, 74.007, 74, 73.984, 74.005, 73.998, 73.996, 73.994,
        74.012, 73.986, 74.005, 74.007, 74.006, 74.01, 74.018, 74.003, 74, 73.984, 74.002, 74.003,
        74.005, 73.997, 74, 74.01, 74.013, 74.02, 74.003, 73.988, 74.001, 74.009, 74.005, 73.996,
        74.004, 73.999, 73.99, 74.006, 74.009, 74.01, 73.989, 73.99, 74.009, 74.014, 74.015, 74.008,
        73.993, 74, 74.01, 73.982, 73.984, 73.995, 74.017, 74.013, 74.012, 74.015, 74.03, 73.986,
        74, 73.995, 74.01, 73.99, 74.015, 74.001, 73.987, 73.999, 73.985, 74, 73.99, 74.008, 74.01,
        74.003, 73.991, 74.006, 74.003, 74, 74.001, 73.986, 73.997, 73.994, 74.003, 74.015, 74.02,
        74.004, 74.008, 74.002, 74.018, 73.995, 74.005, 74.001, 74.004, 73.99, 73.996, 73.998,
        74.015, 74, 74.016, 74.025, 74, 74.03, 74.005, 74, 74.016, 74.012, 74.001, 73.99, 73.995,
        74.01, 74.024, 74.015, 74.02, 74.024, 74.005, 74.019, 74.035, 74.01, 74.012, 74.015, 74.026,
        74.017, 74.013, 74.036, 74.025, 74.026, 74.01, 74.005, 74.029, 74, 74.02
    };

    /**
     * Montgomery (orangejuice of R package qcc): nonconforming cans among 50, the first 30 samples
     * of phase I.
     */
    static final double[] ORANGE_JUICE = {
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
        12, 7, 13, 9, 6, 9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5
    };

    /**
     * Montgomery (circuit of R package qcc): nonconformities in 100 printed circuit boards, the
     * first 26 of phase I.
     */
    static final double[] CIRCUIT = {
        21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30,
        24, 16, 19, 17, 15, 16, 18, 12, 15, 24, 21, 28, 20, 25, 19, 18, 21, 16, 22, 19, 12,
        14, 9, 16, 21
    };

    /** Montgomery (pcmanufact of R package qcc): nonconformities in five personal computers. */
    static final double[] COMPUTERS = {
        10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5
    };

    /** Montgomery (dyedcloth of R package qcc): nonconformities in rolls of dyed cloth. */
    static final double[] DYED_CLOTH = {14, 12, 20, 11, 7, 10, 21, 16, 19, 23};

    /** Inspection units of {@link #DYED_CLOTH}. */
    static final double[] DYED_CLOTH_SIZE = {10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5};

    /** Wetherill and Brown (1991), Statistical Process Control: water in antifreeze. */
    static final double[] ANTIFREEZE = {
        2.23, 2.53, 2.62, 2.63, 2.58, 2.44, 2.49, 2.34, 2.95, 2.54, 2.6, 2.45, 2.17, 2.58, 2.57,
        2.44, 2.38, 2.23, 2.23, 2.54, 2.66, 2.84, 2.81, 2.39, 2.56, 2.7, 3, 2.81, 2.77, 2.89, 2.54,
        2.98, 2.35, 2.53
    };

    /**
     * Montgomery (viscosity of R package qcc 3.0): viscosity of batches of a chemical, the first 20
     * of phase I.
     */
    static final double[] VISCOSITY = {
        34.05, 34.4, 33.59, 35.96, 34.7, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71,
        34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05, 34.39, 33.75, 33.4, 33.27,
        34.65, 34.8, 34.55, 35.4, 34.75, 34.5, 34.7, 34.29, 34.61, 34.49, 35.03
    };

    /**
     * Montgomery, example 6.5: cost of processing mortgage applications, the first 20 weeks of
     * phase I.
     */
    static final double[] MORTGAGE_COST = {
        310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295,
        293, 306, 301, 304, 305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292,
        305, 299, 304, 310, 304, 305, 333, 328
    };

    /** Montgomery, table 9.1: target 10, sigma 1, from the 21st on a mean of 11. */
    static final double[] TABLE_9_1 = {
        9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51,
        9.4, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08,
        10.38, 11.62, 11.31, 10.52
    };

    /** Montgomery, table 7.14: hours between failures of a valve. */
    static final double[] VALVE_FAILURES = {
        286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214,
        2831, 96
    };

    /**
     * Mohammed and Worthington (2013), Why traditional statistical process control charts for
     * attribute data should be viewed alongside an xmr-chart, BMJ Quality and Safety 22:
     * attendances at accident and emergency departments seen within four hours, by week.
     */
    static final double[] NHS_SEEN = {
        266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320,
        267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989
    };

    /** All attendances of {@link #NHS_SEEN}. */
    static final double[] NHS_ALL = {
        280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529,
        279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772
    };

    /** Taylor (2017), Normalized individuals (I-prime) chart: complaints by month. */
    static final double[] COMPLAINTS = {
        426, 543, 428, 67, 303, 481, 304, 718, 681, 1030, 704, 1062, 1085, 1311, 1309, 1342, 1740,
        1468, 1364, 1824
    };

    /** Sales of {@link #COMPLAINTS}. */
    static final double[] SALES = {
        90000, 110000, 90000, 40000, 60000, 70000, 90000, 120000, 150000, 210000, 190000, 250000,
        220000, 210000, 230000, 220000, 310000, 330000, 320000, 330000
    };

    /**
     * Mason and Young (2002), Multivariate Statistical Process Control, page 86: boiler
     * temperatures.
     */
    static final double[][] BOILER = {
        {507, 516, 527, 516, 499, 512, 472, 477},
        {512, 513, 533, 518, 502, 510, 476, 475},
        {520, 512, 537, 518, 503, 512, 480, 477},
        {520, 514, 538, 516, 504, 517, 480, 479},
        {530, 515, 542, 525, 504, 512, 481, 477},
        {528, 516, 541, 524, 505, 514, 482, 480},
        {522, 513, 537, 518, 503, 512, 479, 477},
        {527, 509, 537, 521, 504, 508, 478, 472},
        {533, 514, 528, 529, 508, 512, 482, 477},
        {530, 512, 538, 524, 507, 512, 482, 477},
        {530, 512, 541, 525, 507, 511, 482, 476},
        {527, 513, 541, 523, 506, 512, 481, 476},
        {529, 514, 542, 525, 506, 512, 481, 477},
        {522, 509, 539, 518, 501, 510, 476, 475},
        {532, 515, 545, 528, 507, 511, 481, 478},
        {531, 514, 543, 525, 507, 511, 482, 477},
        {535, 514, 542, 530, 509, 511, 483, 477},
        {516, 515, 537, 515, 501, 516, 476, 481},
        {514, 510, 532, 512, 497, 512, 471, 476},
        {536, 512, 540, 526, 509, 512, 482, 477},
        {522, 514, 540, 518, 497, 514, 475, 478},
        {520, 514, 540, 518, 501, 514, 475, 478},
        {526, 517, 546, 522, 502, 516, 477, 480},
        {527, 514, 543, 523, 502, 512, 475, 476},
        {529, 518, 544, 525, 504, 516, 479, 481},
    };

    /**
     * Ryan, Statistical Methods for Quality Improvement, chapter 9: 20 subgroups of four, quantity
     * 1.
     */
    static final double[][] RYAN_X1 = {
        {72, 84, 79, 49},
        {56, 87, 33, 42},
        {55, 73, 22, 60},
        {44, 80, 54, 74},
        {97, 26, 48, 58},
        {83, 89, 91, 62},
        {47, 66, 53, 58},
        {88, 50, 84, 69},
        {57, 47, 41, 46},
        {26, 39, 52, 48},
        {46, 27, 63, 34},
        {49, 62, 78, 87},
        {71, 63, 82, 55},
        {71, 58, 69, 70},
        {67, 69, 70, 94},
        {55, 63, 72, 49},
        {49, 51, 55, 76},
        {72, 80, 61, 59},
        {61, 74, 62, 57},
        {35, 38, 41, 46},
    };

    /**
     * Ryan, Statistical Methods for Quality Improvement, chapter 9: 20 subgroups of four, quantity
     * 2.
     */
    static final double[][] RYAN_X2 = {
        {23, 30, 28, 10},
        {14, 31, 8, 9},
        {13, 22, 6, 16},
        {9, 28, 15, 25},
        {36, 10, 14, 15},
        {30, 35, 36, 18},
        {12, 18, 14, 16},
        {31, 11, 30, 19},
        {14, 10, 8, 10},
        {7, 11, 35, 30},
        {10, 8, 19, 9},
        {11, 20, 27, 31},
        {22, 16, 31, 15},
        {21, 19, 17, 20},
        {18, 19, 18, 35},
        {15, 16, 20, 12},
        {13, 14, 16, 26},
        {22, 28, 18, 17},
        {19, 20, 16, 14},
        {10, 11, 13, 16},
    };

    /** One-based positions of the piston rings that Montgomery's example 6.4 leaves out. */
    private static final int[] LEFT_OUT = {9, 10, 30, 35, 45, 64, 65, 74, 75, 85, 99, 100};

    private Published() {}

    static List<Subgroup> individuals(double[] x) {
        List<Subgroup> subgroups = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            subgroups.add(Subgroup.individual(i + 1, x[i]));
        }
        return subgroups;
    }

    static List<Subgroup> events(double[] events, double size) {
        double[] sizes = new double[events.length];
        Arrays.fill(sizes, size);
        return events(events, sizes);
    }

    static List<Subgroup> events(double[] events, double[] sizes) {
        List<Subgroup> subgroups = new ArrayList<>();
        for (int i = 0; i < events.length; i++) {
            subgroups.add(Subgroup.events(i + 1, sizes[i], events[i]));
        }
        return subgroups;
    }

    static List<Subgroup> pistonRings() {
        return rings(PISTON_RINGS, false);
    }

    /** The same without twelve readings, so that sizes are three to five. */
    static List<Subgroup> pistonRingsOfVaryingSize() {
        return rings(PISTON_RINGS, true);
    }

    /** Phase I as the later editions of the book print it: two readings of sample 21 differ. */
    static List<Subgroup> pistonRingsOfTheBook(boolean varyingSize) {
        double[] x = Arrays.copyOf(PISTON_RINGS, 125);
        x[100] = 73.982;
        x[102] = 74.015;
        return rings(x, varyingSize);
    }

    private static List<Subgroup> rings(double[] x, boolean varyingSize) {
        List<Subgroup> subgroups = new ArrayList<>();
        for (int i = 0; i < x.length; i += 5) {
            double[] kept = new double[5];
            int n = 0;
            for (int j = i; j < i + 5; j++) {
                if (!varyingSize || Arrays.binarySearch(LEFT_OUT, j + 1) < 0) {
                    kept[n++] = x[j];
                }
            }
            subgroups.add(Subgroup.of(i / 5 + 1, Arrays.copyOf(kept, n)));
        }
        return subgroups;
    }

    /** d2 as the tables print it. */
    static double threeDecimals(double d2) {
        return Math.round(1000 * d2) / 1000.0;
    }
}
