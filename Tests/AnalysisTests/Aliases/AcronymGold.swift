/// Abstracts of our own writing, in the manner of scientific journals, each with the short forms that it explains.
///
/// A paragraph is an abstract; the lines under it that begin with `=` are its pairs, short form and long form. Many
/// brackets explain nothing: citations, numbers, figures, places.
enum AcronymGold {
    static let text = #"""
        We measured the expression of interleukin-2 (IL-2), interferon-gamma (IFN-gamma) and tumour necrosis factor alpha (TNF-alpha) in peripheral blood mononuclear cells (PBMC) of 24 patients with systemic lupus erythematosus (SLE) and 12 healthy controls (age 20-45 years) by reverse transcription-polymerase chain reaction (RT-PCR). IL-2 was lower in patients (P < 0.01), whereas TNF-alpha was not (Table 2).
        = IL-2 | interleukin-2
        = IFN-gamma | interferon-gamma
        = TNF-alpha | tumour necrosis factor alpha
        = PBMC | peripheral blood mononuclear cells
        = SLE | systemic lupus erythematosus
        = RT-PCR | reverse transcription-polymerase chain reaction

        Non-steroidal anti-inflammatory drugs (NSAIDs) raise the risk of gastrointestinal (GI) bleeding. In a randomised controlled trial (RCT) of 310 patients (162 men, 148 women), a proton pump inhibitor (PPI) lowered the relative risk (RR) to 0.4 (95% confidence interval [CI], 0.2-0.8). No difference was seen in the intensive care unit (n = 31).
        = NSAIDs | Non-steroidal anti-inflammatory drugs
        = GI | gastrointestinal
        = RCT | randomised controlled trial
        = PPI | proton pump inhibitor
        = RR | relative risk
        = CI | confidence interval

        The release of 5-hydroxytryptamine (5-HT) and of gamma-aminobutyric acid (GABA) from rat cortex slices was studied by high-performance liquid chromatography (HPLC). N-methyl-D-aspartate (NMDA) raised the release of 5-HT (by 40%), and tetrodotoxin (TTX, 1 microM) stopped it. The antagonist 6-cyano-7-nitroquinoxaline-2,3-dione (CNQX) had no effect (not shown).
        = 5-HT | 5-hydroxytryptamine
        = GABA | gamma-aminobutyric acid
        = HPLC | high-performance liquid chromatography
        = NMDA | N-methyl-D-aspartate
        = TTX | tetrodotoxin
        = CNQX | 6-cyano-7-nitroquinoxaline-2,3-dione

        Left ventricular ejection fraction (LVEF), heart rate (HR) and mean arterial pressure (MAP; mmHg) were recorded in dogs (n = 9) before and after occlusion of the left anterior descending coronary artery (LAD). Creatine kinase (CK) and lactate dehydrogenase (LDH) were higher in group B (ischaemia) than in group A (sham). Electrocardiograms (ECGs) were read by two observers (J.S. and M.T.).
        = LVEF | Left ventricular ejection fraction
        = HR | heart rate
        = MAP | mean arterial pressure
        = LAD | left anterior descending coronary artery
        = CK | Creatine kinase
        = LDH | lactate dehydrogenase
        = ECGs | Electrocardiograms

        Human immunodeficiency virus type 1 (HIV-1) enters cells through CD4 and a chemokine receptor (CXCR4 or CCR5). We built vectors based on vesicular stomatitis virus (VSV) and adeno-associated virus (AAV) that carry green fluorescent protein (GFP). Long terminal repeats (LTRs) were mutated (Fig. 1A), and the internal ribosome entry site (IRES) was kept.
        = HIV-1 | Human immunodeficiency virus type 1
        = VSV | vesicular stomatitis virus
        = AAV | adeno-associated virus
        = GFP | green fluorescent protein
        = LTRs | Long terminal repeats
        = IRES | internal ribosome entry site

        Serum oestradiol (E2), progesterone (P) and follicle-stimulating hormone (FSH) were assayed by radioimmunoassay (RIA) in 40 women (aged 45 to 55). Luteinizing hormone (LH) pulses followed gonadotropin-releasing hormone (GnRH). Sex hormone-binding globulin (SHBG) fell during hormone replacement therapy (HRT), but body mass index (BMI; kg/m2) did not change.
        = E2 | oestradiol
        = P | progesterone
        = FSH | follicle-stimulating hormone
        = RIA | radioimmunoassay
        = LH | Luteinizing hormone
        = GnRH | gonadotropin-releasing hormone
        = SHBG | Sex hormone-binding globulin
        = HRT | hormone replacement therapy
        = BMI | body mass index

        Proteins were parted by sodium dodecyl sulfate-polyacrylamide gel electrophoresis (SDS-PAGE) and seen by Western blotting (Bio-Rad). Bovine serum albumin (BSA) served as standard. After treatment with dithiothreitol (DTT) or phenylmethylsulfonyl fluoride (PMSF), the 45-kDa band (arrow) vanished. Mass spectrometry (MS) showed glutathione S-transferase (GST).
        = SDS-PAGE | sodium dodecyl sulfate-polyacrylamide gel electrophoresis
        = BSA | Bovine serum albumin
        = DTT | dithiothreitol
        = PMSF | phenylmethylsulfonyl fluoride
        = MS | Mass spectrometry
        = GST | glutathione S-transferase

        Lipopolysaccharide (LPS) from Escherichia coli (E. coli) activates nuclear factor-kappa B (NF-kappa B) and mitogen-activated protein kinase (MAPK). Cells (10(6)/ml) were treated with phorbol 12-myristate 13-acetate (PMA) or with 12-O-tetradecanoylphorbol-13-acetate (TPA). Inducible nitric oxide synthase (iNOS) rose, and the release of nitric oxide (NO) with it (r = 0.82).
        = LPS | Lipopolysaccharide
        = E. coli | Escherichia coli
        = NF-kappa B | nuclear factor-kappa B
        = MAPK | mitogen-activated protein kinase
        = PMA | phorbol 12-myristate 13-acetate
        = TPA | 12-O-tetradecanoylphorbol-13-acetate
        = iNOS | Inducible nitric oxide synthase
        = NO | nitric oxide

        Forced expiratory volume in 1 second (FEV1) and forced vital capacity (FVC) were lower in patients with chronic obstructive pulmonary disease (COPD) than in smokers without it (see Table I). Quality of life (QOL) was rated on a visual analogue scale (VAS, 0-100 mm). Six patients (two of them women) died of acute respiratory distress syndrome (ARDS).
        = FEV1 | Forced expiratory volume in 1 second
        = FVC | forced vital capacity
        = COPD | chronic obstructive pulmonary disease
        = QOL | Quality of life
        = VAS | visual analogue scale
        = ARDS | acute respiratory distress syndrome

        The tumor necrosis factor (TNF) receptor superfamily includes the TNF-related apoptosis-inducing ligand (TRAIL) receptors. Small interfering RNA (siRNA) and messenger RNA (mRNA) levels were measured; double-stranded RNA (dsRNA) activates RNA-dependent protein kinase (PKR).
        = TNF | tumor necrosis factor
        = TRAIL | TNF-related apoptosis-inducing ligand
        = siRNA | Small interfering RNA
        = mRNA | messenger RNA
        = dsRNA | double-stranded RNA
        = PKR | RNA-dependent protein kinase

        Methotrexate (MTX), cyclophosphamide (CTX), 5-fluorouracil (5-FU) and cisplatin (CDDP) were given to children with acute lymphoblastic leukaemia (ALL) or acute myeloid leukaemia (AML). Event-free survival (EFS) at five years was 71% (SE 4%). Graft-versus-host disease (GVHD) was seen after bone marrow transplantation (BMT) in 8 (19%).
        = MTX | Methotrexate
        = CTX | cyclophosphamide
        = 5-FU | 5-fluorouracil
        = ALL | acute lymphoblastic leukaemia
        = AML | acute myeloid leukaemia
        = EFS | Event-free survival
        = GVHD | Graft-versus-host disease
        = BMT | bone marrow transplantation

        Polymorphisms of angiotensin-converting enzyme (ACE) and apolipoprotein E (apoE) were tested in Alzheimer's disease (AD) and vascular dementia (VaD). The Mini-Mental State Examination (MMSE) and magnetic resonance imaging (MRI) were done in all. Single nucleotide polymorphisms (SNPs) were in Hardy-Weinberg equilibrium (HWE), with linkage disequilibrium (LD) between them (D' = 0.9).
        = ACE | angiotensin-converting enzyme
        = apoE | apolipoprotein E
        = AD | Alzheimer's disease
        = VaD | vascular dementia
        = MMSE | Mini-Mental State Examination
        = MRI | magnetic resonance imaging
        = SNPs | Single nucleotide polymorphisms
        = HWE | Hardy-Weinberg equilibrium
        = LD | linkage disequilibrium

        Low-density lipoprotein (LDL), very low density lipoprotein (VLDL) and high-density lipoprotein cholesterol (HDL-C) were determined in non-insulin-dependent diabetes mellitus (NIDDM). Oral glucose tolerance tests (OGTT) were done at 0, 60 and 120 min (venous blood). Free fatty acids (FFA) rose (from 0.4 to 0.7 mM).
        = LDL | Low-density lipoprotein
        = VLDL | very low density lipoprotein
        = HDL-C | high-density lipoprotein cholesterol
        = NIDDM | non-insulin-dependent diabetes mellitus
        = OGTT | Oral glucose tolerance tests
        = FFA | Free fatty acids

        Wistar rats (200-250 g, Charles River) received streptozotocin (STZ) intraperitoneally (i.p.) and, a week later, insulin subcutaneously (s.c.) or saline intravenously (i.v.). Blood urea nitrogen (BUN) and glomerular filtration rate (GFR) were measured. Transforming growth factor-beta1 (TGF-beta1) stained the mesangium (x 400).
        = STZ | streptozotocin
        = i.p. | intraperitoneally
        = s.c. | subcutaneously
        = i.v. | intravenously
        = BUN | Blood urea nitrogen
        = GFR | glomerular filtration rate
        = TGF-beta1 | Transforming growth factor-beta1

        The central nervous system (CNS) effects of delta 9-tetrahydrocannabinol (THC) differ from those of 3,4-methylenedioxymethamphetamine (MDMA). Dopamine (DA), noradrenaline (NA) and acetylcholine (ACh) were measured in the nucleus accumbens (NAc) and the ventral tegmental area (VTA). Long-term potentiation (LTP) needs Ca2+ (2 mM) and calcium/calmodulin-dependent protein kinase II (CaMKII).
        = CNS | central nervous system
        = THC | delta 9-tetrahydrocannabinol
        = MDMA | 3,4-methylenedioxymethamphetamine
        = DA | Dopamine
        = NA | noradrenaline
        = ACh | acetylcholine
        = NAc | nucleus accumbens
        = VTA | ventral tegmental area
        = LTP | Long-term potentiation
        = CaMKII | calcium/calmodulin-dependent protein kinase II

        Of 500 isolates of methicillin-resistant Staphylococcus aureus (MRSA), minimum inhibitory concentrations (MICs) of vancomycin were 1 mg/l (range 0.5-2). Pulsed-field gel electrophoresis (PFGE) gave seven types (A to G). Colony-forming units (cfu) fell by 3 log10 (24 h). Vancomycin-resistant enterococci (VRE) were rare (two patients).
        = MRSA | methicillin-resistant Staphylococcus aureus
        = MICs | minimum inhibitory concentrations
        = PFGE | Pulsed-field gel electrophoresis
        = cfu | Colony-forming units
        = VRE | Vancomycin-resistant enterococci

        Chronic fatigue syndrome (CFS) was defined by the criteria of the Centers for Disease Control and Prevention (CDC). The Hospital Anxiety and Depression Scale (HADS) and the 36-item Short-Form Health Survey (SF-36) were filled in. Cognitive behavioural therapy (CBT) helped more than graded exercise (GE) (odds ratio [OR] = 2.1). Attention-deficit/hyperactivity disorder (ADHD) was an exclusion.
        = CFS | Chronic fatigue syndrome
        = CDC | Centers for Disease Control and Prevention
        = HADS | Hospital Anxiety and Depression Scale
        = SF-36 | 36-item Short-Form Health Survey
        = CBT | Cognitive behavioural therapy
        = GE | graded exercise
        = OR | odds ratio
        = ADHD | Attention-deficit/hyperactivity disorder

        Epidermal growth factor receptor (EGFR) and vascular endothelial growth factor (VEGF) were stained in non-small-cell lung cancer (NSCLC). Immunohistochemistry (IHC) and fluorescence in situ hybridization (FISH) agreed (kappa = 0.8). Positron emission tomography (PET) with 18F-fluorodeoxyglucose (FDG) and computed tomography (CT) were done within 2 weeks. Squamous cell carcinoma (SCC) was commoner in men (62%).
        = EGFR | Epidermal growth factor receptor
        = VEGF | vascular endothelial growth factor
        = NSCLC | non-small-cell lung cancer
        = IHC | Immunohistochemistry
        = FISH | fluorescence in situ hybridization
        = PET | Positron emission tomography
        = FDG | 18F-fluorodeoxyglucose
        = CT | computed tomography
        = SCC | Squamous cell carcinoma

        The rate constant was measured by electron paramagnetic resonance (EPR) and nuclear magnetic resonance (NMR). Nicotinamide adenine dinucleotide phosphate (NADPH) and flavin adenine dinucleotide (FAD) bind to cytochrome P-450 (P-450). Dimethyl sulfoxide (DMSO) and ethylenediaminetetraacetic acid (EDTA) were added. At 25 degrees C (pH 7.4) the Km was 3 microM (Eq. 4).
        = EPR | electron paramagnetic resonance
        = NMR | nuclear magnetic resonance
        = NADPH | Nicotinamide adenine dinucleotide phosphate
        = FAD | flavin adenine dinucleotide
        = DMSO | Dimethyl sulfoxide
        = EDTA | ethylenediaminetetraacetic acid

        Activities of daily living (ADL) and instrumental activities of daily living (IADL) were assessed in a nursing home (Boston, MA). The number needed to treat (NNT) was 12. Deep vein thrombosis (DVT) and pulmonary embolism (PE) were rare (<1%). Standard deviations (SD) are given in brackets, e.g. 4.5 (1.2). The intention-to-treat (ITT) analysis agreed.
        = ADL | Activities of daily living
        = IADL | instrumental activities of daily living
        = NNT | number needed to treat
        = DVT | Deep vein thrombosis
        = PE | pulmonary embolism
        = SD | Standard deviations
        = ITT | intention-to-treat

        Zinc (Zn), copper (Cu), iron (Fe) and lead (Pb) in soil were measured by inductively coupled plasma mass spectrometry (ICP-MS). Polycyclic aromatic hydrocarbons (PAHs) and polychlorinated biphenyls (PCBs) exceeded the limits of the United States Environmental Protection Agency (US EPA). Dissolved organic carbon (DOC) was 4 mg/l (mean of three).
        = Zn | Zinc
        = Cu | copper
        = Fe | iron
        = Pb | lead
        = ICP-MS | inductively coupled plasma mass spectrometry
        = PAHs | Polycyclic aromatic hydrocarbons
        = PCBs | polychlorinated biphenyls
        = US EPA | United States Environmental Protection Agency
        = DOC | Dissolved organic carbon

        The conditioned stimulus (CS) was paired with the unconditioned stimulus (US). Functional magnetic resonance imaging (fMRI) showed activity of the anterior cingulate cortex (ACC) and the dorsolateral prefrontal cortex (DLPFC; Brodmann area 46). Event-related potentials (ERPs) were recorded in 14 subjects (7 female). Reaction time (RT) grew with load (F = 7.2).
        = CS | conditioned stimulus
        = US | unconditioned stimulus
        = fMRI | Functional magnetic resonance imaging
        = ACC | anterior cingulate cortex
        = DLPFC | dorsolateral prefrontal cortex
        = ERPs | Event-related potentials
        = RT | Reaction time

        Tissue plasminogen activator (t-PA) and plasminogen activator inhibitor-1 (PAI-1) were raised in sera of patients with pre-eclampsia (PE). Thromboxane A2 (TXA2) and prostaglandin E2 (PGE2) were measured by enzyme-linked immunosorbent assay (ELISA). Platelet-activating factor (PAF) and von Willebrand factor (vWF) were normal. Human chorionic gonadotropin (hCG) was given (5000 IU).
        = t-PA | Tissue plasminogen activator
        = PAI-1 | plasminogen activator inhibitor-1
        = PE | pre-eclampsia
        = TXA2 | Thromboxane A2
        = PGE2 | prostaglandin E2
        = ELISA | enzyme-linked immunosorbent assay
        = PAF | Platelet-activating factor
        = vWF | von Willebrand factor
        = hCG | Human chorionic gonadotropin

        Major histocompatibility complex (MHC) class II molecules (I-A and I-E) present peptides to T cells. Experimental autoimmune encephalomyelitis (EAE) was induced with myelin basic protein (MBP) in complete Freund's adjuvant (CFA). Natural killer (NK) cells, dendritic cells (DCs) and antigen-presenting cells (APC) were counted by fluorescence-activated cell sorting (FACS). Immunoglobulin G (IgG) was eluted.
        = MHC | Major histocompatibility complex
        = EAE | Experimental autoimmune encephalomyelitis
        = MBP | myelin basic protein
        = CFA | complete Freund's adjuvant
        = NK | Natural killer
        = DCs | dendritic cells
        = APC | antigen-presenting cells
        = FACS | fluorescence-activated cell sorting
        = IgG | Immunoglobulin G

        Maximal oxygen uptake was measured on a treadmill (Quinton, Seattle). Analysis of variance (ANOVA) was used (SPSS, version 10). Resting metabolic rate (RMR), fat-free mass (FFM) and energy expenditure (EE) were lower in anorexia nervosa (AN) than in bulimia (Garner et al. 1980). Dual-energy X-ray absorptiometry (DXA) gave bone mineral density (BMD).
        = ANOVA | Analysis of variance
        = RMR | Resting metabolic rate
        = FFM | fat-free mass
        = EE | energy expenditure
        = AN | anorexia nervosa
        = DXA | Dual-energy X-ray absorptiometry
        = BMD | bone mineral density

        Heat shock protein 70 (HSP70) and glucose-regulated protein 78 (GRP78) respond to endoplasmic reticulum (ER) stress. Reactive oxygen species (ROS) were scavenged by superoxide dismutase (SOD) and N-acetylcysteine (NAC). Cells lacking the pp60 kinase (lane 3) died. Hydrogen peroxide (H2O2) and malondialdehyde (MDA) rose. Adenosine triphosphate (ATP) fell.
        = HSP70 | Heat shock protein 70
        = GRP78 | glucose-regulated protein 78
        = ER | endoplasmic reticulum
        = ROS | Reactive oxygen species
        = SOD | superoxide dismutase
        = NAC | N-acetylcysteine
        = H2O2 | Hydrogen peroxide
        = MDA | malondialdehyde
        = ATP | Adenosine triphosphate

        Plants lacking phytochrome B (phyB) flower early under short days (SD) and long days (LD). Abscisic acid (ABA), indole-3-acetic acid (IAA) and gibberellin (GA) act together. Quantitative trait loci (QTL) for yield were mapped with amplified fragment length polymorphisms (AFLPs). Open reading frames (ORFs) of 1.2 kilobases (kb) encode 411 amino acids (aa).
        = phyB | phytochrome B
        = SD | short days
        = LD | long days
        = ABA | Abscisic acid
        = IAA | indole-3-acetic acid
        = GA | gibberellin
        = QTL | Quantitative trait loci
        = AFLPs | amplified fragment length polymorphisms
        = ORFs | Open reading frames
        = kb | kilobases
        = aa | amino acids

        PURPOSE: To compare photorefractive keratectomy (PRK) with laser in situ keratomileusis (LASIK). Best-corrected visual acuity (BCVA), intraocular pressure (IOP) and central corneal thickness (CCT) were measured before (baseline) and after (6 months). Retinal pigment epithelium (RPE) was normal. Age-related macular degeneration (AMD) was excluded (n=3).
        = PRK | photorefractive keratectomy
        = LASIK | laser in situ keratomileusis
        = BCVA | Best-corrected visual acuity
        = IOP | intraocular pressure
        = CCT | central corneal thickness
        = RPE | Retinal pigment epithelium
        = AMD | Age-related macular degeneration

        ACE (angiotensin converting enzyme) inhibitors and beta-blockers were compared. BNP (brain natriuretic peptide) was assayed; the time to peak, TTP, was noted. Abbreviations: (AF = atrial fibrillation; SR = sinus rhythm). The thyroid-stimulating hormone, abbreviated TSH, was 2.1 mU/l. Coronary artery bypass grafting (hereafter CABG) was done in 45 (23%).
        = ACE | angiotensin converting enzyme
        = BNP | brain natriuretic peptide
        = TTP | time to peak
        = AF | atrial fibrillation
        = SR | sinus rhythm
        = TSH | thyroid-stimulating hormone
        = CABG | Coronary artery bypass grafting

        Obstructive sleep apnoea (OSA) was treated with continuous positive airway pressure (CPAP) during rapid eye movement (REM) sleep. The apnoea-hypopnoea index (AHI) fell from 43 (12) to 5 (3). Body weight (BW) did not change. Arterial oxygen saturation (SaO2) and partial pressure of oxygen (PO2) rose. Multiple sleep latency tests (MSLT) were done in 20 patients (sleepy group) and 20 controls (alert group).
        = OSA | Obstructive sleep apnoea
        = CPAP | continuous positive airway pressure
        = REM | rapid eye movement
        = AHI | apnoea-hypopnoea index
        = BW | Body weight
        = SaO2 | Arterial oxygen saturation
        = MSLT | Multiple sleep latency tests

        The α-amino-3-hydroxy-5-methyl-4-isoxazolepropionic acid (AMPA) receptor, the transforming growth factor-β (TGF-β) pathway and tumour necrosis factor-α (TNFα) were blocked. β-Galactosidase (β-gal) and chloramphenicol acetyltransferase (CAT) served as reporters. Interleukin 1β (IL-1β) rose 3.5-fold (±0.4).
        = AMPA | α-amino-3-hydroxy-5-methyl-4-isoxazolepropionic acid
        = TGF-β | transforming growth factor-β
        = TNFα | tumour necrosis factor-α
        = β-gal | β-Galactosidase
        = CAT | chloramphenicol acetyltransferase
        = IL-1β | Interleukin 1β

        A two-dimensional (2-D) gel and three-dimensional (3D) models were made. Circular dichroism (CD) and small-angle X-ray scattering (SAXS) data agree with the root mean square deviation (RMSD) of 1.2 (chain A). Protein Data Bank (PDB) entries (1abc, 2xyz) were used. The N-terminal domain (NTD) and the C-terminal domain (CTD) are joined by a linker (residues 120-135). Guanidine hydrochloride (GdnHCl) unfolds it.
        = 2-D | two-dimensional
        = 3D | three-dimensional
        = CD | Circular dichroism
        = SAXS | small-angle X-ray scattering
        = RMSD | root mean square deviation
        = PDB | Protein Data Bank
        = NTD | N-terminal domain
        = CTD | C-terminal domain
        = GdnHCl | Guanidine hydrochloride

        Group I patients (controls) and group II patients (cases) were followed for a median of 3 years (range, 1-7). The cumulative incidence (Kaplan-Meier) was 12% (9 of 75) in London (UK) and 15% (12/80) in Paris (France). Treatment (surgery) was well tolerated (see Methods). Both centres (A and B) agreed (chi-square test). Patients (median age 60) were randomised (1:1) to drug (10 mg) or placebo (sugar). The gene (located on 7q31) has five exons (I-V). The mice (C57BL/6) were fed (ad libitum).

        Values are means (SEM). Sections (5 mm) were cut, stained (haematoxylin) and photographed (Nikon). The cells (passage 5) grew in medium (Gibco) with serum (10%). Antibodies (Santa Cruz) were diluted (1:500). The findings (i.e., loss of function) suggest a role (if any) in repair. Smith (2001) and others (Jones, 1999; Lee et al., 2003) disagree (ref. 12). Students (freshmen) were asked (anonymously). In the second year (2004) rates fell (down 4%).
        """#

    /// The abstracts with their pairs.
    static var abstracts: [(text: String, pairs: [(short: String, long: String)])] {
        text.split(separator: "\n\n").map { paragraph in
            let lines = paragraph.split(separator: "\n")
            let pairs = lines.filter { $0.hasPrefix("= ") }.map { line in
                let bar = line.firstIndex(of: "|") ?? line.endIndex
                let short = line[line.index(line.startIndex, offsetBy: 2)..<bar]
                return (trimmed(short), trimmed(line[bar...].dropFirst()))
            }
            return (lines.filter { !$0.hasPrefix("= ") }.joined(separator: " "), pairs)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
