import { table } from './table.ts'

export const GREEK = table(`
  alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
  lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
  chi χ psi ψ omega ω
  Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
`)

/** Commands for one symbol, without arguments. */
export const SYMBOLS = new Map([
  ...GREEK,
  ...table(`
    times × div ÷ pm ± mp ∓ cdot · cdotp · bullet • ast * star ⋆ circ ∘ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙
    boxtimes ⊠ boxplus ⊞ cap ∩ cup ∪ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ wr ≀ amalg ⨿ uplus ⊎
    ltimes ⋉ rtimes ⋊ bowtie ⋈
    le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝
    asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔ prec ≺ succ ≻ preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆
    subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ notin ∉
    vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ perp ⊥ bot ⊥ top ⊤ parallel ∥ nparallel ∦ mid | nmid ∤ lhd ⊲ rhd ⊳
    to → gets ← rightarrow → leftarrow ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ Uparrow ⇑ Downarrow ⇓ implies ⇒ impliedby ⇐ iff ⇔ mapsto ↦ longmapsto ⟼ longrightarrow ⟶
    longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftrightarrow ⟺ hookrightarrow ↪ hookleftarrow ↩
    rightharpoonup ⇀ rightleftharpoons ⇌ nearrow ↗ searrow ↘ nwarrow ↖ swarrow ↙ rightsquigarrow ⇝ leadsto ⇝
    twoheadrightarrow ↠ circlearrowleft ↺ circlearrowright ↻
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂
    infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ ell ℓ hbar ℏ Re ℜ Im ℑ wp ℘
    aleph ℵ beth ℶ angle ∠ triangle △ square □ Box □ blacksquare ■ diamond ⋄ Diamond ◇ lozenge ◊ bigstar ★ therefore ∴
    because ∵ prime ′ surd √ complement ∁ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯
    checkmark ✓ cmark ✓ xmark ✗ maltese ✠ deg ° degree ° textdegree ° circledR ® textregistered ® registered ®
    texttrademark ™ trademark ™ copyright © textcopyright © pounds £ textsterling £ euro € texteuro € yen ¥ S § P ¶
    dag † dagger † textdagger † ddag ‡ ddagger ‡ textdaggerdbl ‡ textmu µ micro µ textperthousand ‰ textpertenthousand ‱
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] vert | Vert ‖ lvert | rvert |
    lVert ‖ rVert ‖ backslash ∖ slash / textbackslash \\ textbar | textless < textgreater > textunderscore _
    textasciitilde ~ textasciicircum ^ texttildelow ~ textquotesingle ' textquoteleft ‘ textquoteright ’
    textquotedblleft “ textquotedblright ” textemdash — textendash – textbullet • textellipsis … ldots … dots … dotsc …
    dotsb … cdots ⋯ vdots ⋮ ddots ⋱ colon : lq ‘ rq ’ lt < gt > AA Å LaTeX LaTeX TeX TeX
    eg e.g. ie i.e. etc etc. wrt w.r.t. vs vs. cf cf. iid i.i.d. aka a.k.a.
  `),
  ['etal', 'et al.'],
  ['space', ' '],
  ['quad', ' '],
  ['qquad', ' '],
  ['enspace', ' '],
  ['thinspace', ' '],
  ['nobreakspace', ' '],
  ['newline', ' '],
  ['linebreak', ' '],
  ['par', ' '],
])

/** Commands for letters, used within words and with accents. */
export const LETTERS = table(`
  o ø O Ø l ł L Ł ss ß SS ẞ ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð dj đ DJ Đ ng ŋ NG Ŋ th þ TH Þ
`)

/** Function names, set upright with space around them: `n \log n`. */
export const FUNCTIONS = new Set(
  `log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min argmax argmin arg sup inf lim
   limsup liminf det dim ker hom gcd Pr mod bmod sgn tr rank diag softmax`.split(/\s+/),
)
